package io.backstop.lending.pool;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/** Who is paid when more is asked for than there is cash. Both rules never pay more than asked, nor more than the cash. */
public enum Redemption {
    /** In the order of the requests, each in full, the last in part. */
    FIRST_COME {
        @Override
        public long[] pay(long cash, long[] requests) {
            checked(requests);
            long[] paid = new long[requests.length];
            long left = cash;
            for (int i = 0; i < paid.length; i++) {
                paid[i] = Math.min(left, requests[i]);
                left -= paid[i];
            }
            return paid;
        }
    },
    /** Each the same part, rounded down; what that leaves stays in the pool. */
    PRO_RATA {
        @Override
        public long[] pay(long cash, long[] requests) {
            long sum = checked(requests);
            long[] paid = requests.clone();
            if (sum > cash) {
                for (int i = 0; i < paid.length; i++) {
                    paid[i] = FixedPoint.multiplyDivide(requests[i], cash, sum, Rounding.FLOOR);
                }
            }
            return paid;
        }
    };

    /**
     * What each request is paid.
     *
     * @param cash 0 or more
     * @param requests in order of arrival, ties by name; each 0 or more
     * @throws IllegalArgumentException if a request is negative
     */
    public abstract long[] pay(long cash, long[] requests);

    private static long checked(long[] requests) {
        long sum = 0;
        for (long request : requests) {
            if (request < 0) {
                throw new IllegalArgumentException("request must not be negative: " + request);
            }
            sum = Math.addExact(sum, request);
        }
        return sum;
    }
}
