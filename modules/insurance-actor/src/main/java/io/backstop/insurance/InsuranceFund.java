package io.backstop.insurance;

import io.backstop.account.Account;
import io.backstop.account.Position;
import io.backstop.account.Trade;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol's insurance fund, its takeover vault, the vault's parent, the levy account and the account of dust.
 * Immutable.
 *
 * <p>Fund and vault are ring-fenced: neither pays for the other. Amounts are micro-dollars.
 *
 * @param fundCash of the fund
 * @param fundInventory positions that the fund took over, in market order
 * @param vaultCash of the vault
 * @param vaultInventory positions that the vault took over, in market order
 * @param vaultCollateral units of each asset that came with taken accounts
 * @param parent what the vault's parent has left
 * @param levy what levies have collected and not yet paid out
 * @param dust what roundings left
 * @param tick of the last payment
 * @param paidInTick what the fund paid for losses in that tick
 */
public record InsuranceFund(
        long fundCash,
        List<Position> fundInventory,
        long vaultCash,
        List<Position> vaultInventory,
        long[] vaultCollateral,
        long parent,
        long levy,
        long dust,
        long tick,
        long paidInTick) {

    /** The fund after a change. */
    public InsuranceFund changed(FundChange change) {
        List<Position> newFund = new ArrayList<>(fundInventory);
        List<Position> newVault = new ArrayList<>(vaultInventory);
        long newFundCash = Math.addExact(fundCash, change.fundCash());
        long newVaultCash = Math.addExact(vaultCash, change.vaultCash());
        for (Trade trade : change.fundTrades()) {
            newFundCash = Math.addExact(newFundCash, Account.post(newFund, trade));
        }
        for (Trade trade : change.vaultTrades()) {
            newVaultCash = Math.addExact(newVaultCash, Account.post(newVault, trade));
        }
        long paidBefore = change.tick() == tick ? paidInTick : 0;
        return new InsuranceFund(
                newFundCash,
                List.copyOf(newFund),
                newVaultCash,
                List.copyOf(newVault),
                collateral(change.vaultCollateral()),
                Math.addExact(parent, change.parent()),
                Math.addExact(levy, change.levy()),
                Math.addExact(dust, change.dust()),
                change.tick(),
                Math.addExact(paidBefore, change.paid()));
    }

    private long[] collateral(long[] units) {
        long[] sum = vaultCollateral.clone();
        for (int asset = 0; asset < units.length; asset++) {
            sum[asset] = Math.addExact(sum[asset], units[asset]);
        }
        return sum;
    }

    /** What the fund has paid for losses in a tick so far. */
    public long paidIn(long now) {
        return now == tick ? paidInTick : 0;
    }

    /** The fund's cash and inventory at mark. */
    public long fundEquity(long[] marks) {
        return Math.addExact(fundCash, profit(fundInventory, marks));
    }

    /** The vault's cash, inventory at mark and collateral in full. */
    public long vaultEquity(long[] marks, long[] assetPrices) {
        long equity = Math.addExact(vaultCash, profit(vaultInventory, marks));
        for (int asset = 0; asset < vaultCollateral.length; asset++) {
            equity = Math.addExact(equity, Math.multiplyExact(vaultCollateral[asset], assetPrices[asset]));
        }
        return equity;
    }

    /** Sum of all conserved dollars held here: cash less open costs, the parent's, levies and dust. */
    public long balance() {
        return Math.addExact(
                Math.addExact(fundCash - cost(fundInventory), vaultCash - cost(vaultInventory)),
                Math.addExact(parent, Math.addExact(levy, dust)));
    }

    /** Unrealised profit of an inventory. */
    public static long profit(List<Position> inventory, long[] marks) {
        long profit = 0;
        for (Position position : inventory) {
            profit = Math.addExact(profit, position.unrealisedPnl(marks[position.market()]));
        }
        return profit;
    }

    /** Gross notional of an inventory at mark. */
    public static long notional(List<Position> inventory, long[] marks) {
        long notional = 0;
        for (Position position : inventory) {
            notional = Math.addExact(notional, position.notional(marks[position.market()]));
        }
        return notional;
    }

    /** What an inventory cost, without signs. */
    public static long grossCost(List<Position> inventory) {
        long cost = 0;
        for (Position position : inventory) {
            cost = Math.addExact(cost, Math.abs(position.openCost()));
        }
        return cost;
    }

    private static long cost(List<Position> inventory) {
        long cost = 0;
        for (Position position : inventory) {
            cost = Math.addExact(cost, position.openCost());
        }
        return cost;
    }

    /** Signed size held in a market. */
    public static long size(List<Position> inventory, int market) {
        for (Position position : inventory) {
            if (position.market() == market) {
                return position.size();
            }
        }
        return 0;
    }
}
