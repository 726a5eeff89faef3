package io.backstop.node.http;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.NodeSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: with a token, whoever knows it; without one, programs of this machine. A page in a browser of this machine is
 * not such a program, so without a token a request that a page sent, or that came under another host's name, is refused.
 */
final class Gate {
    private static final String SCHEME = "bearer ";

    private final @Nullable String token;

    private Gate(@Nullable String token) {
        this.token = token;
    }

    /**
     * The gate of a node.
     *
     * @throws CommandFailure if there is no token and others than this machine could ask, or the token is not one
     */
    static Gate of(NodeSettings.Http http) {
        String token = http.token();
        if (token == null && !isLoopback(http.host())) {
            throw CommandFailure.badInput(
                    "http.host " + http.host()
                            + " can be reached from elsewhere, so http.token (or BACKSTOP_HTTP_TOKEN) is needed; without one only 127.0.0.1 is served");
        }
        if (token != null && !token.matches("[A-Za-z0-9._~+/=-]+")) {
            throw CommandFailure.badInput(
                    "http.token must be one or more of letters, digits and . _ ~ + / = -; the value given is not");
        }
        return new Gate(token);
    }

    /** Why a request may not come in, if it may not. */
    Optional<HttpProblem> refusal(HttpRequest request) {
        String expected = token;
        return expected == null ? refusalOfStranger(request) : refusalOfWrongToken(request, expected);
    }

    private static Optional<HttpProblem> refusalOfStranger(HttpRequest request) {
        boolean local = header(request, "Host").map(Gate::isOwnName).orElse(false);
        boolean page = header(request, "Origin").isPresent();
        return local && !page
                ? Optional.empty()
                : Optional.of(new HttpProblem(
                        403,
                        "foreign-origin",
                        "a node without a token answers no web pages and only to 127.0.0.1, [::1] and localhost",
                        null,
                        null));
    }

    private static Optional<HttpProblem> refusalOfWrongToken(HttpRequest request, String expected) {
        String given = header(request, "Authorization").orElse("");
        if (!given.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.of(unauthorized("the request has no token; expected Authorization: Bearer TOKEN"));
        }
        boolean right = MessageDigest.isEqual(
                digest(expected), digest(given.substring(SCHEME.length()).strip()));
        return right ? Optional.empty() : Optional.of(unauthorized("the token is wrong"));
    }

    /** Digests, so that the time of the comparison does not tell the token's length either. */
    private static byte[] digest(String text) {
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpProblem unauthorized(String message) {
        return new HttpProblem(401, "unauthorized", message, null, null);
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    private static boolean isOwnName(String hostHeader) {
        String host = hostHeader.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw CommandFailure.badInput("http.host " + host + " is not known", e);
        }
    }
}
