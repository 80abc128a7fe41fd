package org.smartmeter.device.display.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that screens and strangers send.
class FormTest {

    private static Form parse(String body) throws RefusedException {
        return Form.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsAreDecoded() throws RefusedException {
        Form form = parse("act=answer&name=Caf%C3%A9+au+lait&empty=");
        assertThat(form.get("name")).hasValue("Café au lait");
        assertThat(form.get("empty")).hasValue("");
        assertThat(form.get("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"act", "=x", "a=1&a=2", "a=%zz", "a=%", "a=1&&b=2"})
    void whatIsNoFormIsRefused(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.why()).isEqualTo(Refused.UNREADABLE));
    }

    @Property(tries = 300)
    void anyBytesAreReadOrRefused(@ForAll byte[] body) {
        try {
            Form.parse(body);
        } catch (RefusedException e) {
            assertThat(e.why()).isEqualTo(Refused.UNREADABLE);
        }
    }
}
