package io.backstop.node.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the route of a request. */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Where a request goes. */
    sealed interface Match {}

    /** There is a route. */
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /** The path is one of ours, but not with this method. */
    record WrongMethod(List<String> allowed) implements Match {}

    /** No such path. */
    record Nowhere() implements Match {}

    /** The route of a method and of a path's decoded segments. */
    Match find(String method, List<String> segments) {
        List<Found> samePath = routes.stream()
                .flatMap(route -> parameters(route, segments).map(found -> new Found(route, found)).stream())
                .toList();
        Optional<Found> found = samePath.stream()
                .filter(each -> each.route().method().equals(method))
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        return samePath.isEmpty()
                ? new Nowhere()
                : new WrongMethod(samePath.stream()
                        .map(each -> each.route().method())
                        .sorted()
                        .collect(Collectors.toList()));
    }

    private static Optional<Map<String, String>> parameters(Route route, List<String> segments) {
        List<String> template = route.segments();
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            String given = segments.get(i);
            if (expected.startsWith("{")) {
                parameters.put(expected.substring(1, expected.length() - 1), given);
            } else if (!expected.equals(given)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
