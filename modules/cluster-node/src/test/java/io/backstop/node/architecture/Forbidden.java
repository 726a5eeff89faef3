package io.backstop.node.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** One method for each thing that the core must not do. */
@SuppressWarnings("all")
final class Forbidden {
    enum Side {
        BUY,
        SELL
    }

    Object saltedMap() {
        return Map.of("a", 1, "b", 2);
    }

    Object saltedMapCopy(Map<String, Long> map) {
        return Map.copyOf(map);
    }

    Object saltedMapOfEntries() {
        return Map.ofEntries(Map.entry("a", 1));
    }

    Object saltedSet() {
        return Set.of("a", "b");
    }

    Object saltedSetCopy(Set<String> set) {
        return Set.copyOf(set);
    }

    Object hashMap() {
        return new HashMap<String, String>();
    }

    Object hashSetByReference(List<String> names) {
        return names.stream().collect(Collectors.toCollection(HashSet::new));
    }

    Object collectedSet(List<String> names) {
        return names.stream().collect(Collectors.toSet());
    }

    Object collectedMap(List<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, String::length));
    }

    Object groupedInHashMap(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(String::length));
    }

    int hashOfEnum(Side side) {
        return side.hashCode();
    }

    int hashOfObject(Object object) {
        return object.hashCode();
    }

    int hashOfSeveral(Side side) {
        return Objects.hash(side, 1);
    }

    int identity(Object object) {
        return System.identityHashCode(object);
    }

    double exponential(double x) {
        return Math.exp(x);
    }

    double largerFraction(double x) {
        return Math.max(x, 1.0);
    }

    DoubleUnaryOperator powerByReference() {
        return Math::sqrt;
    }

    long wallClock() {
        return System.currentTimeMillis();
    }

    long stopWatch() {
        return System.nanoTime();
    }

    Object instant() {
        return Instant.now();
    }

    Object date() {
        return LocalDate.now();
    }

    Object thread() {
        return new Thread(() -> {});
    }

    Object atomic() {
        return new AtomicLong();
    }

    long inParallel(List<Long> numbers) {
        return numbers.parallelStream().mapToLong(Long::longValue).sum();
    }

    Object readsFile(Path path) throws Exception {
        return Files.readString(path);
    }

    Object readsEnvironment() {
        return System.getenv("HOME");
    }

    void prints() {
        System.out.println("hello");
    }

    Object logs() {
        return LoggerFactory.getLogger("core");
    }

    Object draws() {
        return new Random();
    }

    Object drawsId() {
        return UUID.randomUUID();
    }

    String formatsByLocale(long amount) {
        return String.format("%d", amount);
    }

    String formatsItselfByLocale(long amount) {
        return "%d".formatted(amount);
    }

    String lowersByLocale(String name) {
        return name.toLowerCase();
    }
}
