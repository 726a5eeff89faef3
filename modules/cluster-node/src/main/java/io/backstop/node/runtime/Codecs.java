package io.backstop.node.runtime;

import io.backstop.account.AccountActor;
import io.backstop.adl.AdlCoordinatorActor;
import io.backstop.insurance.InsuranceFundActor;
import io.backstop.lending.LendingActor;
import io.backstop.margin.MarginEngineActor;
import io.backstop.market.MarketActor;
import io.backstop.party.PartyActor;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.RunActor;
import java.util.List;

/** The one place that knows all modules with codecs. */
public final class Codecs {
    /** The modules. */
    public static final List<CodecModule> MODULES = List.of(
            new AccountActor(),
            new MarginEngineActor(),
            new MarketActor(),
            new InsuranceFundActor(),
            new AdlCoordinatorActor(),
            new RunActor(),
            new LendingActor(),
            new PartyActor());

    private Codecs() {}

    /** The table of everything that a run stores or sends. */
    public static KryoTable table() {
        return new KryoTable(MODULES);
    }
}
