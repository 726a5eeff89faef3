package io.backstop.insurance;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import io.backstop.scenario.VenueSpec;
import java.util.List;

/** A protocol's insurance fund and vault as an entity: it says what it would pay, then posts what a pass made of it. */
public final class InsuranceFundEntity implements Entity<InsuranceFund, FundEvent> {
    private final VenueSpec.Fund rules;
    private final VenueSpec.Vault vault;
    private final int assets;

    /** A fund of a venue that takes so many collateral assets. */
    public InsuranceFundEntity(VenueSpec.Fund rules, VenueSpec.Vault vault, int assets) {
        this.rules = rules;
        this.vault = vault;
        this.assets = assets;
    }

    @Override
    public InsuranceFund opening(EntityId id) {
        return new InsuranceFund(
                rules.balance(), List.of(), vault.equity(), List.of(), new long[assets], vault.parent(), 0, 0, 0, 0);
    }

    @Override
    public Answer answer(InsuranceFund fund, Query query) {
        return switch ((FundQuery) query) {
            case FundQuery.View view -> new FundAnswer.View(fund);
            case FundQuery.Claims claims ->
                new FundAnswer.Grants(FundClaims.grant(rules, fund, claims.tick(), claims.marks(), claims.claims()));
        };
    }

    @Override
    public FundEvent decide(InsuranceFund fund, Command command) {
        return switch ((FundCommand) command) {
            case FundCommand.Post post -> new FundEvent.Posted(post.change());
        };
    }

    @Override
    public InsuranceFund evolve(InsuranceFund fund, FundEvent event) {
        return switch (event) {
            case FundEvent.Posted posted -> fund.changed(posted.change());
        };
    }

    @Override
    public Answer reply(InsuranceFund fund, FundEvent event, List<Answer> children) {
        return new FundAnswer.Done();
    }
}
