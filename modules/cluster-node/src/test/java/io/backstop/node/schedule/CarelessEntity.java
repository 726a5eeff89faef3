package io.backstop.node.schedule;

import io.backstop.account.Levy;
import io.backstop.insurance.FundAnswer;
import io.backstop.insurance.FundQuery;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Event;
import io.backstop.kernel.Query;
import io.backstop.margin.MarginEvent;
import io.backstop.margin.MarginQuery;
import io.backstop.market.MarketAnswer;
import io.backstop.market.MarketQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sound state machine behind one careless habit, planted to be found. */
final class CarelessEntity implements Entity<Object, Event> {
    /** What it does wrong. */
    enum Habit {
        /** After a recovery it settles the last batch once more to find out what it had asked its accounts. */
        ASKS_FROM_ANOTHER_STATE,
        /** Charges funding when it is asked what it would be, and not again when it is to. */
        CHARGES_EARLY,
        /** Takes claims in the order of a map that is salted in each process. */
        SALTED_ORDER,
        /** A quote takes the depth that it offers. */
        QUOTES_TAKE_DEPTH
    }

    private final Entity<Object, Event> sound;
    private final Habit habit;
    private final int salt;
    private @Nullable Event decided;
    private @Nullable Levy charged;
    private long quotedTick;
    private long quoted;

    /** Around an entity; {@code salt} differs from one process of the entity to the next. */
    @SuppressWarnings("unchecked")
    CarelessEntity(Entity<?, ?> sound, Habit habit, int salt) {
        this.sound = (Entity<Object, Event>) sound;
        this.habit = habit;
        this.salt = salt;
    }

    @Override
    public Object opening(EntityId id) {
        return sound.opening(id);
    }

    @Override
    public Answer answer(Object state, Query query) {
        return switch (habit) {
            case ASKS_FROM_ANOTHER_STATE -> sound.answer(state, query);
            case CHARGES_EARLY -> early(state, query);
            case SALTED_ORDER ->
                query instanceof FundQuery.Claims claims ? salted(state, claims) : sound.answer(state, query);
            case QUOTES_TAKE_DEPTH ->
                query instanceof MarketQuery.Quote quote ? quote(state, quote) : sound.answer(state, query);
        };
    }

    private Answer early(Object state, Query query) {
        Answer answer = sound.answer(state, query);
        if (query instanceof MarginQuery.LevyPreview preview && preview.levy() instanceof Levy.Funding funding) {
            Object unused = sound.evolve(state, new MarginEvent.Charged(funding));
            charged = funding;
        }
        return answer;
    }

    private Answer salted(Object state, FundQuery.Claims query) {
        int count = query.claims().size();
        List<FundQuery.Claim> shuffled = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shuffled.add(query.claims().get((i + salt) % count));
        }
        long[] paid = ((FundAnswer.Grants)
                        sound.answer(state, new FundQuery.Claims(query.tick(), query.marks(), shuffled)))
                .paid();
        long[] inOrder = new long[count];
        for (int i = 0; i < count; i++) {
            inOrder[(i + salt) % count] = paid[i];
        }
        return new FundAnswer.Grants(inOrder);
    }

    private Answer quote(Object state, MarketQuery.Quote quote) {
        MarketAnswer.Quoted full = (MarketAnswer.Quoted) sound.answer(state, quote);
        if (quotedTick != quote.tick()) {
            quotedTick = quote.tick();
            quoted = 0;
        }
        long sell = Math.min(quote.sellSize(), Math.max(0, full.sellSize() - quoted));
        quoted += sell;
        return sound.answer(state, new MarketQuery.Quote(quote.tick(), sell, quote.buySize()));
    }

    @Override
    public Event decide(Object state, Command command) {
        decided = sound.decide(state, command);
        return decided;
    }

    @Override
    public Object evolve(Object state, Event event) {
        if (event instanceof MarginEvent.Charged && charged != null) {
            charged = null;
            return state;
        }
        return sound.evolve(state, event);
    }

    @Override
    public List<ChildWrite> requests(Object state, Event event) {
        boolean recovered = !event.equals(decided);
        if (habit == Habit.ASKS_FROM_ANOTHER_STATE && recovered && event instanceof MarginEvent.Settled) {
            return sound.requests(sound.evolve(state, event), event);
        }
        return sound.requests(state, event);
    }

    @Override
    public Answer reply(Object state, Event event, List<Answer> children) {
        return sound.reply(state, event, children);
    }
}
