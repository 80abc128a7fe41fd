package org.smartmeter.world;

import java.util.random.RandomGenerator;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Topic;

/// Somebody who owns the broker: hears every frame, repeats, changes and invents them, in both
/// directions. The seals are all there is against it.
final class Hostile {

    private static final int LONGEST_INVENTED = 400;

    private final World world;
    private final RandomGenerator random;

    Hostile(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    void act() {
        world.line().overheard(random).ifPresent(this::act);
    }

    private void act(Network.Overheard heard) {
        int how = random.nextInt(6);
        byte[] frame =
                switch (how) {
                    case 0 -> invented();
                    case 1 -> shortened(heard.frame());
                    case 2 -> changed(heard.frame());
                    default -> heard.frame().clone();
                };
        ModelMeter other = world.meters().get(random.nextInt(world.meters().size()));
        Topic topic = how == 3 ? new Topic(other.id(), heard.topic().channel()) : heard.topic();
        world.note(world.number(topic.meter()), Happening.FORGED, how, frame.length);
        if (topic.channel() == Channel.DOWN) {
            var unused = world.line().broker().send(topic.meter(), frame);
        } else {
            world.utility().received(topic.meter(), topic.channel(), frame);
        }
    }

    private byte[] invented() {
        byte[] frame = new byte[random.nextInt(LONGEST_INVENTED)];
        random.nextBytes(frame);
        return frame;
    }

    private byte[] shortened(byte[] frame) {
        byte[] shorter = new byte[random.nextInt(frame.length)];
        System.arraycopy(frame, 0, shorter, 0, shorter.length);
        return shorter;
    }

    /// One bit of it, as likely in the header as in the sealed rest.
    private byte[] changed(byte[] frame) {
        byte[] copy = frame.clone();
        int header = Math.min(copy.length, 38);
        int place = random.nextBoolean() ? random.nextInt(header) : random.nextInt(copy.length);
        copy[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return copy;
    }
}
