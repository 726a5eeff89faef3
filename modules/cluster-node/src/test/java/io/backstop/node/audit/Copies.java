package io.backstop.node.audit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Copies of records with one component changed. */
final class Copies {
    private Copies() {}

    /** The record with another value of the component. */
    @SuppressWarnings("unchecked")
    static <R extends Record, V> R with(R record, String component, UnaryOperator<V> change) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean found = false;
        try {
            for (int i = 0; i < values.length; i++) {
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = accessor.invoke(record);
                if (components[i].getName().equals(component)) {
                    values[i] = change.apply((V) values[i]);
                    found = true;
                }
            }
            if (!found) {
                throw new IllegalArgumentException(record.getClass() + " has no " + component);
            }
            var constructor = record.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class[]::new));
            constructor.setAccessible(true);
            return (R) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no copy of " + record, e);
        }
    }

    /** The record with more of an amount. */
    static <R extends Record> R more(R record, String component, long more) {
        return Copies.<R, Number>with(
                record,
                component,
                value -> value instanceof Integer small ? (Number) (small + (int) more) : value.longValue() + more);
    }

    /** The record with more in the first place of a column. */
    static <R extends Record> R moreOfFirst(R record, String component, long more) {
        return Copies.<R, long[]>with(record, component, column -> {
            long[] copy = column.clone();
            copy[0] += more;
            return copy;
        });
    }

    /** The list with its first element changed. */
    static <T> List<T> first(List<T> list, UnaryOperator<T> change) {
        List<T> copy = new ArrayList<>(list);
        copy.set(0, change.apply(copy.getFirst()));
        return copy;
    }
}
