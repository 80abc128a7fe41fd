package org.smartmeter.simulator.files;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// What was done to a file's bytes and not yet forced.
sealed interface Change {

    int SECTOR_BYTES = 512;

    byte[] applyTo(byte[] content);

    /// How long the file is after it.
    int sizeAfter(int size);

    /// Applies what of it concerns a part of the file.
    ///
    /// @param from where in the file the part begins
    void applyToPart(byte[] part, int from);

    /// What of the change reaches the disk when it is interrupted.
    byte[] tearInto(byte[] content, RandomGenerator random);

    record Written(int position, byte[] bytes) implements Change {

        @Override
        public byte[] applyTo(byte[] content) {
            return part(content, 0, bytes.length);
        }

        @Override
        public int sizeAfter(int size) {
            return Math.max(size, position + bytes.length);
        }

        @Override
        public void applyToPart(byte[] part, int from) {
            int begin = Math.max(position, from);
            int end = Math.min(position + bytes.length, from + part.length);
            if (begin < end) {
                System.arraycopy(bytes, begin - position, part, begin - from, end - begin);
            }
        }

        /// A prefix, a suffix, some sectors, or only the room for it.
        @Override
        public byte[] tearInto(byte[] content, RandomGenerator random) {
            int split = random.nextInt(bytes.length + 1);
            return switch (random.nextInt(4)) {
                case 0 -> part(content, 0, split);
                case 1 -> part(grown(content, random), split, bytes.length);
                case 2 -> sectors(grown(content, random), random);
                default -> grown(content, random);
            };
        }

        private byte[] part(byte[] content, int from, int to) {
            byte[] result = Arrays.copyOf(content, Math.max(content.length, position + to));
            System.arraycopy(bytes, from, result, position + from, to - from);
            return result;
        }

        private byte[] sectors(byte[] content, RandomGenerator random) {
            byte[] result = content;
            int from = 0;
            while (from < bytes.length) {
                int border = (position + from) / SECTOR_BYTES * SECTOR_BYTES + SECTOR_BYTES;
                int to = Math.min(bytes.length, border - position);
                if (random.nextBoolean()) {
                    result = part(result, from, to);
                }
                from = to;
            }
            return result;
        }

        /// The file has its new size, and what was never written in it reads as zeros, as erased
        /// flash or as rubbish.
        private byte[] grown(byte[] content, RandomGenerator random) {
            int size = Math.max(content.length, position + bytes.length);
            byte[] result = Arrays.copyOf(content, size);
            byte[] fill = new byte[size - content.length];
            switch (random.nextInt(3)) {
                case 0 -> Arrays.fill(fill, (byte) 0);
                case 1 -> Arrays.fill(fill, (byte) 0xFF);
                default -> random.nextBytes(fill);
            }
            System.arraycopy(fill, 0, result, content.length, fill.length);
            return result;
        }
    }

    record Truncated(int size) implements Change {

        @Override
        public byte[] applyTo(byte[] content) {
            return size < content.length ? Arrays.copyOf(content, size) : content;
        }

        @Override
        public int sizeAfter(int before) {
            return Math.min(before, size);
        }

        @Override
        public void applyToPart(byte[] part, int from) {
            int begin = Math.clamp((long) size - from, 0, part.length);
            Arrays.fill(part, begin, part.length, (byte) 0);
        }

        /// A size changes at once or not at all.
        @Override
        public byte[] tearInto(byte[] content, RandomGenerator random) {
            return random.nextBoolean() ? applyTo(content) : content;
        }
    }
}
