package io.backstop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.account.Position;
import io.backstop.insurance.InsuranceFund;
import io.backstop.market.MarketAnswer;
import io.backstop.model.Ratio;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact.PartyKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fund that is long 10, and a vault that is long 20 and short 4 in another market; both cost 100 a unit. */
class UnwindingTest {
    private static final InsuranceFund FUND = new InsuranceFund(
            0,
            List.of(new Position(0, 10, 1_000)),
            0,
            List.of(new Position(0, 20, 2_000), new Position(1, -4, -400)),
            new long[0],
            0,
            0,
            0,
            0,
            0);

    private static MarketAnswer.At at(long sellDepth, long sellUsed, long buyDepth) {
        return new MarketAnswer.At(90, 90, 100, sellDepth, buyDepth, sellUsed, 0, Position.flat(0), 0);
    }

    private static VenueSpec rules(Ratio fundShare, Ratio vaultShare) {
        VenueSpec preset = Example.hyperliquidLike(0, 0);
        return new VenueSpec(
                preset.name(),
                preset.preset(),
                preset.liquidation(),
                preset.orderLimit(),
                preset.fee(),
                preset.takeover(),
                new VenueSpec.Vault(0, 0, vaultShare, Ratio.ONE, 0, Long.MAX_VALUE),
                new VenueSpec.Fund(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, fundShare),
                preset.adl(),
                preset.residual());
    }

    @Test
    void eachAsksForAtMostItsShareOfTheDepthThatIsLeft() {
        List<MarketAnswer.At> markets = List.of(at(2_000, 200, 0), at(0, 0, 270));

        assertThat(Unwinding.asks(rules(Ratio.of(1, 4), Ratio.ONE), FUND, markets))
                .as("a quarter of 1,800 is 5 units of 90; all of it is 20; 270 is 3 units")
                .containsExactly(
                        new Unwinding.Ask(PartyKind.FUND, 0, -5),
                        new Unwinding.Ask(PartyKind.VAULT, 0, -20),
                        new Unwinding.Ask(PartyKind.VAULT, 1, 3));
    }

    @Test
    void nothingIsAskedWithoutDepthOrShare() {
        assertThat(Unwinding.asks(rules(Ratio.ZERO, Ratio.ONE), FUND, List.of(at(89, 0, 0), at(0, 0, 89))))
                .isEmpty();
    }

    @Test
    void theFundIsFilledFirstAndBothAtTheAveragePrice() {
        List<Unwinding.Ask> asks = List.of(
                new Unwinding.Ask(PartyKind.FUND, 0, -10),
                new Unwinding.Ask(PartyKind.VAULT, 0, -20),
                new Unwinding.Ask(PartyKind.VAULT, 1, 4));
        MarketAnswer.Quoted[] quotes = {new MarketAnswer.Quoted(15, 1_320, 0, 0), new MarketAnswer.Quoted(0, 0, 4, 368)
        };

        assertThat(Unwinding.fills(asks, FUND, quotes))
                .as("88 a unit, 12 below cost; 92 a unit for what was sold at 100")
                .containsExactly(
                        new Fact.Unwind(PartyKind.FUND, 0, -10, -880, -120),
                        new Fact.Unwind(PartyKind.VAULT, 0, -5, -440, -60),
                        new Fact.Unwind(PartyKind.VAULT, 1, 4, 368, 32));
    }
}
