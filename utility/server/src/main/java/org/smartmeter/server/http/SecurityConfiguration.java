package org.smartmeter.server.http;

import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.signin.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Who may reach what. The screens' files are for everybody; what they show is not.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {

    /// Nothing from elsewhere, nothing inline, nobody may put a frame around it.
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self';"
                    + " worker-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final Duration A_YEAR = Duration.ofDays(365);

    @Bean
    SecurityContextRepository securityContextRepository() {
        return new HttpSessionSecurityContextRepository();
    }

    /// Our own [RequestGuard] stands where the framework's forgery tokens would; signing in and out
    /// is [SessionController]'s.
    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, SecurityContextRepository contexts)
            throws Exception {
        http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(contexts))
                .addFilterAfter(new RequestGuard(), HeaderWriterFilter.class);
        http.authorizeHttpRequests(
                paths ->
                        paths.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/api/session")
                                .permitAll()
                                .requestMatchers("/api/home/**")
                                .hasRole(Role.CUSTOMER.name())
                                .requestMatchers("/api/operator/approvals/**")
                                .hasRole(Role.APPROVER.name())
                                .requestMatchers("/api/operator/**")
                                .hasAnyRole(Role.OPERATOR.name(), Role.APPROVER.name())
                                .requestMatchers("/api/**")
                                .authenticated()
                                .requestMatchers("/actuator/health")
                                .access(SecurityConfiguration::fromThisMachineOrOperator)
                                .requestMatchers("/actuator/**")
                                .hasAnyRole(Role.OPERATOR.name(), Role.APPROVER.name())
                                .anyRequest()
                                .permitAll());
        http.exceptionHandling(
                errors ->
                        errors.authenticationEntryPoint(
                                        (_, response, _) ->
                                                ErrorBody.write(
                                                        response,
                                                        HttpStatus.UNAUTHORIZED,
                                                        "sign-in",
                                                        "sign in first"))
                                .accessDeniedHandler(
                                        (_, response, _) ->
                                                ErrorBody.write(
                                                        response,
                                                        HttpStatus.FORBIDDEN,
                                                        "forbidden",
                                                        "your sign-in does not allow this")));
        http.headers(
                headers ->
                        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
                                .frameOptions(frames -> frames.deny())
                                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                                .httpStrictTransportSecurity(
                                        hsts ->
                                                hsts.maxAgeInSeconds(A_YEAR.toSeconds())
                                                        .includeSubDomains(false)));
        return http.build();
    }

    private static AuthorizationDecision fromThisMachineOrOperator(
            Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext asked) {
        boolean fromThisMachine =
                InetAddress.ofLiteral(asked.getRequest().getRemoteAddr()).isLoopbackAddress();
        return new AuthorizationDecision(fromThisMachine || isOperator(who.get()));
    }

    private static boolean isOperator(@Nullable Authentication who) {
        return who != null
                && who.getPrincipal() instanceof SignedIn signedIn
                && signedIn.user().role().isStaff();
    }
}
