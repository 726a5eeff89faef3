package io.backstop.party;

import io.backstop.contagion.PartyState;
import io.backstop.model.RandomStream;
import java.util.Arrays;

/**
 * A party's own balance sheet. Immutable.
 *
 * @param number place in the network
 * @param cash micro-dollars, 0 or more
 * @param units held of each asset, none negative
 * @param state whether it is in default, and whether the cost of that is posted
 * @param issued units outstanding of the token that it issues, 0 if it issues none
 * @param costOwed micro-dollars of default costs not yet paid; they rank before all debts
 */
public record Party(int number, long cash, long[] units, long issued, PartyState state, long costOwed) {
    /**
     * Checks the signs (I7).
     *
     * @throws IllegalArgumentException if cash, units or cost are negative
     */
    public Party {
        if (cash < 0 || costOwed < 0 || issued < 0 || Arrays.stream(units).anyMatch(held -> held < 0)) {
            throw new IllegalArgumentException(
                    "party " + number + " holds less than nothing: " + cash + ", " + Arrays.toString(units));
        }
    }

    /** The party after a change; absent units change nothing. */
    public Party changed(PartyChange change) {
        long[] held = units;
        if (change.units().length > 0) {
            held = units.clone();
            for (int asset = 0; asset < held.length; asset++) {
                held[asset] = Math.addExact(held[asset], change.units()[asset]);
            }
        }
        PartyState after = change.state();
        return new Party(
                number,
                Math.addExact(cash, change.cash()),
                held,
                Math.addExact(issued, change.issued()),
                after == null ? state : after,
                Math.addExact(costOwed, change.costOwed()));
    }

    /** A 64-bit mix of all fields, by which a party and its row in the register are compared. */
    public long fingerprint() {
        long hash = RandomStream.mix(number + 1L);
        hash = RandomStream.mix(hash ^ cash);
        for (long held : units) {
            hash = RandomStream.mix(hash ^ held);
        }
        hash = RandomStream.mix(hash ^ issued);
        hash = RandomStream.mix(hash ^ RandomStream.hash(state.name()));
        return RandomStream.mix(hash ^ costOwed);
    }
}
