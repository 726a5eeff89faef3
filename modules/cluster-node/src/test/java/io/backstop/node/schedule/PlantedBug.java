package io.backstop.node.schedule;

import io.backstop.kernel.Cell;
import io.backstop.kernel.EntityCell;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Root;
import io.backstop.kernel.inprocess.Cells;
import io.backstop.simulation.Books;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bug, and the kind of entity that has it. */
enum PlantedBug {
    FUND_FORGETS_ITS_REPLY(
            "the fund forgets its last reply and executes a repeated step again",
            EntityKind.INSURANCE_FUND,
            CarelessChild.Habit.FORGETS_ITS_REPLY),
    ACCOUNT_FORGETS_ITS_REPLY(
            "an account forgets its last reply and executes a repeated step again",
            EntityKind.ACCOUNT,
            CarelessChild.Habit.FORGETS_ITS_REPLY),
    MARKET_IGNORES_THE_ORDER(
            "a market executes a step below its last", EntityKind.MARKET, CarelessChild.Habit.IGNORES_THE_ORDER),
    FUND_RECORDS_NOTHING(
            "the fund changes its state and records no event",
            EntityKind.INSURANCE_FUND,
            CarelessChild.Habit.RECORDS_NOTHING),
    ENGINE_ANSWERS_BEFORE_DURABLE(
            "an engine asks its accounts and answers before its event is durable",
            EntityKind.MARGIN_ENGINE,
            CarelessChild.Habit.ANSWERS_BEFORE_DURABLE),
    ENGINE_ASKS_ONCE(
            "an engine asked again does not ask its accounts again",
            EntityKind.MARGIN_ENGINE,
            CarelessChild.Habit.ASKS_ONCE),
    ENGINE_ASKS_FROM_ANOTHER_STATE(
            "an engine that recovered asks its accounts from another state",
            EntityKind.MARGIN_ENGINE,
            CarelessEntity.Habit.ASKS_FROM_ANOTHER_STATE),
    ENGINE_CHARGES_EARLY(
            "an engine charges a levy when it is only asked how much it would be",
            EntityKind.MARGIN_ENGINE,
            CarelessEntity.Habit.CHARGES_EARLY),
    FUND_SALTED_ORDER(
            "the fund takes claims in the order of a map salted in each process",
            EntityKind.INSURANCE_FUND,
            CarelessEntity.Habit.SALTED_ORDER),
    MARKET_QUOTES_TAKE_DEPTH(
            "a market's quote takes the depth that it offers",
            EntityKind.MARKET,
            CarelessEntity.Habit.QUOTES_TAKE_DEPTH),
    RUN_TAKES_ANY_REPLY(
            "the run takes a reply of an older step for the one it waits for",
            EntityKind.RUN,
            CarelessRun.Habit.TAKES_ANY_REPLY),
    RUN_ACTS_BEFORE_PERSISTING(
            "the run sends what follows from an event before it is durable",
            EntityKind.RUN,
            CarelessRun.Habit.ACTS_BEFORE_PERSISTING);

    private final String words;
    private final EntityKind kind;
    private final Enum<?> habit;

    PlantedBug(String words, EntityKind kind, Enum<?> habit) {
        this.words = words;
        this.kind = kind;
        this.habit = habit;
    }

    /** The same run with the bug in it. */
    Subject in(Subject healthy, EntityFactory factory) {
        return check -> cells(healthy, factory, check);
    }

    private Cells cells(Subject healthy, EntityFactory factory, Books.Check check) {
        Cells sound = healthy.cells(check);
        Map<EntityId, Integer> processes = new LinkedHashMap<>();
        return new Cells() {
            @Override
            public Cell child(EntityId id) {
                if (id.kind() != kind) {
                    return sound.child(id);
                }
                int process = processes.merge(id, 1, Integer::sum) - 1;
                return switch (habit) {
                    case CarelessChild.Habit child -> new CarelessChild(sound.child(id), child);
                    case CarelessEntity.Habit entity ->
                        cell(new CarelessEntity(factory.entity(id), entity, process), id, factory.window(id));
                    default -> sound.child(id);
                };
            }

            @Override
            public Root root() {
                return habit instanceof CarelessRun.Habit run ? new CarelessRun(sound.root(), run) : sound.root();
            }
        };
    }

    private static Cell cell(CarelessEntity entity, EntityId id, int window) {
        return new EntityCell<>(entity, id, window);
    }

    @Override
    public String toString() {
        return words;
    }
}
