package io.backstop.node.runtime;

import io.backstop.account.Account;
import io.backstop.account.Position;
import io.backstop.contagion.PartyState;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.liquidation.SafetyModule;
import io.backstop.lending.pool.Reserve;
import io.backstop.lending.rate.Index;
import io.backstop.party.Party;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Values of any record, drawn from a seed: numbers of all lengths and signs, every constant of an enum in turn, every type of a
 * sealed one in turn, absent values where they are allowed.
 */
final class Samples {
    private static final String[] TEXTS = {"", "a", "longs/0000042", "Größe €", "0123456789abcdef".repeat(4)};

    private final Random random;
    private final Map<Class<?>, Integer> turns = new LinkedHashMap<>();

    private final int shortest;

    Samples(long seed) {
        this(seed, 0);
    }

    /** Lists have {@code shortest} elements or up to three more. */
    Samples(long seed, int shortest) {
        this.random = new Random(seed);
        this.shortest = shortest;
    }

    /** A value of the class. */
    <T> T of(Class<T> type) {
        return type.cast(Objects.requireNonNull(value(type, type)));
    }

    private @Nullable Object value(Type generic, AnnotatedElement use) {
        if (use.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0) {
            return null;
        }
        if (generic instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0]);
        }
        Class<?> type = (Class<?>) generic;
        if (type == long.class) {
            return number();
        }
        if (type == int.class) {
            return (int) number();
        }
        if (type == double.class) {
            return random.nextGaussian() * StrictMath.pow(10, random.nextInt(40) - 20);
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == String.class) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        if (type == long[].class) {
            return random.longs(random.nextInt(4), Long.MIN_VALUE, Long.MAX_VALUE)
                    .toArray();
        }
        if (type == int[].class) {
            return random.ints(random.nextInt(4)).toArray();
        }
        if (type == boolean[].class) {
            return new boolean[] {random.nextBoolean(), random.nextBoolean()};
        }
        if (type.isEnum()) {
            return next(type, type.getEnumConstants());
        }
        if (type.isSealed()) {
            return of(next(type, type.getPermittedSubclasses()));
        }
        return record(type);
    }

    private <T> T next(Class<?> type, T[] choices) {
        int turn = turns.merge(type, 1, Integer::sum);
        return choices[turn % choices.length];
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Long.MAX_VALUE;
            case 3 -> Long.MIN_VALUE;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private List<Object> list(Type element) {
        int size = element instanceof Class<?> type && type.isSealed()
                ? type.getPermittedSubclasses().length
                : shortest + random.nextInt(4);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object value = value(element, Samples.class);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    private Object record(Class<?> type) {
        if (type == Account.class) {
            return new Account(
                    number(),
                    number(),
                    List.of(new Position(0, -3, number()), new Position(4, 1L << 40, number())),
                    new long[] {0, random.nextLong() >>> 1},
                    number(),
                    random.nextBoolean());
        }
        if (type == Position.class) {
            return new Position((int) number(), number() | 1, number());
        }
        if (type == LendingAccount.class) {
            return new LendingAccount(number(), amounts(), amounts(), amounts(), random.nextLong() >>> 1);
        }
        if (type == Party.class) {
            return new Party((int) number(), amounts()[1], amounts(), amounts()[1], state(), amounts()[1]);
        }
        if (type == Reserve.class) {
            return reserve();
        }
        if (type == SafetyModule.class) {
            return new SafetyModule(random.nextLong() >>> 1, random.nextLong() >>> 1);
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] fields = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            fields[i] = value(components[i].getGenericType(), components[i].getAnnotatedType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private PartyState state() {
        return next(PartyState.class, PartyState.values());
    }

    private long[] amounts() {
        return new long[] {0, random.nextLong() >>> 1, random.nextInt(100)};
    }

    /** A reserve whose books balance. */
    private Reserve reserve() {
        long cash = random.nextLong() >>> 4;
        long debt = random.nextLong() >>> 4;
        long supply = random.nextLong() >>> 4;
        long deficit = Math.max(0, supply - cash - debt) + random.nextInt(100);
        long treasury = cash + debt + deficit - supply;
        return new Reserve(cash, debt, Index.SCALE, supply, Index.SCALE, treasury, deficit, number());
    }

    /** The value as lines, one field each: what two values must have in common to be the same, arrays included. */
    static String lines(@Nullable Object value) {
        StringBuilder lines = new StringBuilder();
        append(lines, "", value);
        return lines.toString();
    }

    private static void append(StringBuilder lines, String path, @Nullable Object value) {
        switch (value) {
            case Record record -> {
                lines.append(path)
                        .append(" = ")
                        .append(record.getClass().getSimpleName())
                        .append('\n');
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    append(lines, path + '.' + component.getName(), field(record, component));
                }
            }
            case List<?> list -> {
                lines.append(path).append(" = list of ").append(list.size()).append('\n');
                for (int i = 0; i < list.size(); i++) {
                    append(lines, path + '[' + i + ']', list.get(i));
                }
            }
            case Object array
            when array.getClass().isArray() -> {
                lines.append(path).append(" =");
                for (int i = 0; i < Array.getLength(array); i++) {
                    lines.append(' ').append(Array.get(array, i));
                }
                lines.append('\n');
            }
            case null -> lines.append(path).append(" absent\n");
            default -> lines.append(path).append(" = ").append(value).append('\n');
        }
    }

    private static @Nullable Object field(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
