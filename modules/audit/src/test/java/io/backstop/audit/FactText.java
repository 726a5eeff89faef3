package io.backstop.audit;

import io.backstop.simulation.Fact;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every field of a fact as text, arrays and records within it too. */
final class FactText {
    private FactText() {}

    static List<String> of(List<Fact> facts) {
        return facts.stream().map(FactText::text).toList();
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                parts.add(text(Array.get(value, i)));
            }
            return parts.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FactText::text).toList().toString();
        }
        return value instanceof Record record ? record(record) : value.toString();
    }

    private static String record(Record record) {
        StringBuilder text = new StringBuilder(record.getClass().getSimpleName()).append('(');
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            text.append(component.getName())
                    .append('=')
                    .append(text(valueOf(record, component)))
                    .append(' ');
        }
        return text.append(')').toString();
    }

    private static @Nullable Object valueOf(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
