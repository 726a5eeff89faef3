package io.backstop.lending.book;

import java.util.ArrayList;
import java.util.List;

/** Immutable lists that grow. */
final class Lists {
    private Lists() {}

    static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }
}
