package io.backstop.kernel.inprocess;

import io.backstop.kernel.Cell;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityCell;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Event;
import io.backstop.kernel.Root;
import io.backstop.kernel.RootCell;
import io.backstop.kernel.Workflow;

/** Where the cells of a run come from; asked again after each crash. */
public interface Cells {
    /**
     * A cell in its opening state.
     *
     * @throws IllegalArgumentException if nothing lives there
     */
    Cell child(EntityId id);

    /** The root in its opening state. */
    Root root();

    /** The cells of a tree of entities, with the rules of exactly-once around each. */
    static Cells of(EntityFactory factory, Workflow<?, ?, ?> workflow, EntityId root) {
        return new Cells() {
            @Override
            public Cell child(EntityId id) {
                return cell(factory.entity(id), id, factory.window(id));
            }

            @Override
            public Root root() {
                return rootCell(workflow, root);
            }
        };
    }

    private static <S, E extends Event> Cell cell(Entity<S, E> entity, EntityId id, int window) {
        return new EntityCell<>(entity, id, window);
    }

    private static <S, E extends Event, T> Root rootCell(Workflow<S, E, T> workflow, EntityId id) {
        return new RootCell<>(workflow, id);
    }
}
