package io.backstop.node.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/**
 * Nothing that differs between two processes, two machines or two JDKs. The JVM salts the order of immutable sets and
 * maps and the identity hash in each process; the functions of {@link Math} on fractions may differ between machines,
 * those of {@link StrictMath} may not.
 */
final class Determinism extends ArchCondition<JavaClass> {
    private static final Set<String> BANNED_TYPES = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.Date",
            "java.util.Calendar",
            "java.util.ServiceLoader",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.System$Logger",
            "java.security.SecureRandom",
            "java.time.Clock");

    private static final Set<String> BANNED_PACKAGES = Set.of(
            "java.io.",
            "java.net.",
            "java.nio.channels.",
            "java.nio.file.",
            "java.util.concurrent.",
            "java.util.logging.",
            "java.util.random.",
            "ch.qos.logback.",
            "org.slf4j.");

    /** Bytes in memory and the errors that go with them. */
    private static final Set<String> HARMLESS_TYPES = Set.of(
            "java.io.ByteArrayInputStream",
            "java.io.ByteArrayOutputStream",
            "java.io.DataInputStream",
            "java.io.DataOutputStream",
            "java.io.IOException",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.Serializable",
            "java.io.UncheckedIOException");

    private static final Map<String, Set<String>> BANNED_METHODS = Map.of(
            "java.util.Map", Set.of("of", "ofEntries", "copyOf"),
            "java.util.Set", Set.of("of", "copyOf"),
            "java.util.Objects", Set.of("hash", "hashCode"),
            "java.util.Arrays", Set.of("hashCode", "deepHashCode", "parallelSort", "parallelPrefix", "parallelSetAll"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.Locale", Set.of("getDefault"),
            "java.lang.String", Set.of("formatted"),
            "java.util.stream.Collectors",
                    Set.of(
                            "toSet",
                            "toUnmodifiableSet",
                            "toUnmodifiableMap",
                            "toConcurrentMap",
                            "groupingByConcurrent"));

    private static final Set<String> INTEGER_MATH = Set.of(
            "multiplyHigh",
            "unsignedMultiplyHigh",
            "multiplyFull",
            "floorDiv",
            "floorMod",
            "ceilDiv",
            "ceilMod",
            "abs",
            "min",
            "max",
            "clamp");

    Determinism() {
        super("give the same result in every process");
    }

    @Override
    public void check(JavaClass javaClass, ConditionEvents events) {
        for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
            if (isBannedType(dependency.getTargetClass().getBaseComponentType().getName())) {
                events.add(SimpleConditionEvent.violated(javaClass, dependency.getDescription()));
            }
        }
        for (JavaAccess<?> access : javaClass.getAccessesFromSelf()) {
            if (isBanned(access.getTarget())) {
                events.add(SimpleConditionEvent.violated(javaClass, access.getDescription()));
            }
        }
    }

    private static boolean isBannedType(String name) {
        return BANNED_TYPES.contains(name)
                || (BANNED_PACKAGES.stream().anyMatch(name::startsWith) && !HARMLESS_TYPES.contains(name));
    }

    private static boolean isBanned(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        if (owner.equals("java.lang.System")) {
            return !name.equals("arraycopy");
        }
        return target instanceof CodeUnitAccessTarget codeUnit
                && (BANNED_METHODS.getOrDefault(owner, Set.of()).contains(name)
                        || isHash(owner, codeUnit)
                        || isInexactMath(owner, codeUnit)
                        || isClock(owner, name)
                        || isParallel(owner, name)
                        || collectsIntoHashMap(owner, codeUnit)
                        || dependsOnDefaultLocale(owner, codeUnit));
    }

    /** The hash of a string is defined by the language, and a switch over strings calls it. */
    private static boolean isHash(String owner, CodeUnitAccessTarget target) {
        return target.getName().equals("hashCode") && !owner.equals("java.lang.String");
    }

    private static boolean isInexactMath(String owner, CodeUnitAccessTarget target) {
        boolean allowedName = target.getName().endsWith("Exact") || INTEGER_MATH.contains(target.getName());
        boolean integers = target.getRawParameterTypes().stream()
                .allMatch(type -> type.isEquivalentTo(int.class) || type.isEquivalentTo(long.class));
        return owner.equals("java.lang.Math") && !(allowedName && integers);
    }

    private static boolean isClock(String owner, String name) {
        return owner.startsWith("java.time.") && name.equals("now");
    }

    private static boolean isParallel(String owner, String name) {
        return owner.startsWith("java.util.") && (name.equals("parallel") || name.equals("parallelStream"));
    }

    /** Unless it is told which map to make, which is one argument more. */
    private static boolean collectsIntoHashMap(String owner, CodeUnitAccessTarget target) {
        int arguments = target.getRawParameterTypes().size();
        return owner.equals("java.util.stream.Collectors")
                && ((target.getName().equals("toMap") && arguments < 4)
                        || (target.getName().equals("groupingBy") && arguments < 3));
    }

    private static boolean dependsOnDefaultLocale(String owner, CodeUnitAccessTarget target) {
        String name = target.getName();
        boolean changesCase = (name.equals("toLowerCase") || name.equals("toUpperCase"))
                && target.getRawParameterTypes().isEmpty();
        boolean formats = name.equals("format")
                && !target.getRawParameterTypes().isEmpty()
                && target.getRawParameterTypes().get(0).isEquivalentTo(String.class);
        return owner.equals("java.lang.String") && (changesCase || formats);
    }
}
