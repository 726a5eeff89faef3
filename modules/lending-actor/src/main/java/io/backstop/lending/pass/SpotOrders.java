package io.backstop.lending.pass;

/**
 * What would be traded in spot markets, by asset number, units.
 *
 * @param sell 0 or more
 * @param buy 0 or more
 */
public record SpotOrders(long[] sell, long[] buy) {
    /** Whether there is none. */
    public boolean isEmpty() {
        for (int asset = 0; asset < sell.length; asset++) {
            if (sell[asset] > 0 || buy[asset] > 0) {
                return false;
            }
        }
        return true;
    }
}
