package io.backstop.node.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * 256 addresses of 198.18.0.0/15, which RFC 2544 keeps for measurements: no real network has them.
 *
 * @param number 0 to 511
 */
record Subnet(int number) {
    /** All of them. */
    static final String ALL = "198.18.0.0/15";

    private static final int COUNT = 512;
    private static final int FIRST_OCTETS = 198 << 24 | 18 << 16;
    private static final int BITS = 24;
    private static final int HOST = 1;
    private static final int ROUTER = 2;
    private static final int BEFORE_NODES = 10;

    Subnet {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("subnets are numbered 0 to " + (COUNT - 1) + ", not " + number);
        }
    }

    /** This machine's address. */
    String host() {
        return address(HOST);
    }

    String router() {
        return address(ROUTER);
    }

    /** A node's, numbered from 1. */
    String node(int node) {
        return address(BEFORE_NODES + node);
    }

    @Override
    public String toString() {
        return address(0) + "/" + BITS;
    }

    private String address(int last) {
        int value = first() + last;
        return (value >>> 24) + "." + (value >>> 16 & 255) + "." + (value >>> 8 & 255) + "." + (value & 255);
    }

    private int first() {
        return FIRST_OCTETS + (number << 8);
    }

    /**
     * Those that no route of this machine leads into.
     *
     * @param routes as {@code ip -json -4 route show table all root 198.18.0.0/15} says
     */
    static Stream<Subnet> free(String routes) throws JsonProcessingException {
        List<Range> taken = new ArrayList<>();
        for (JsonNode route : new ObjectMapper().readTree(routes.isBlank() ? "[]" : routes)) {
            taken.add(Range.of(route.path("dst").asText()));
        }
        return IntStream.range(0, COUNT)
                .mapToObj(Subnet::new)
                .filter(subnet -> taken.stream().noneMatch(range -> range.has(subnet)));
    }

    /** Addresses with the same first bits. */
    private record Range(int first, int bits) {
        private static Range of(String text) {
            String[] parts = text.split("/", 2);
            int address = 0;
            for (String octet : parts[0].split("\\.", -1)) {
                address = address << 8 | Integer.parseInt(octet);
            }
            return new Range(address, parts.length == 1 ? 32 : Integer.parseInt(parts[1]));
        }

        private boolean has(Subnet subnet) {
            return (first ^ subnet.first()) >>> (32 - Math.min(bits, BITS)) == 0;
        }
    }
}
