package io.backstop.lending;

/** Why a protocol refuses. */
public enum Refusal {
    /** The amount is zero or negative, or more than there is. */
    BAD_AMOUNT,
    /** The pool has lent out its cash: utilisation is full. */
    NO_CASH,
    /** More would be supplied than the supply cap allows. */
    SUPPLY_CAP,
    /** More would be borrowed than the borrow cap allows. */
    BORROW_CAP,
    /** The position's value does not carry the debt. */
    NOT_SAFE,
    /** The position is healthy. */
    NOT_LIQUIDATABLE,
    /** A remainder would be too small to be worth anybody's while. */
    DUST,
    /** A debt ceiling would be exceeded. */
    CEILING,
    /** The owner does not consent to more risk. */
    NO_CONSENT,
    /** There is no price. */
    NO_PRICE,
    /** As much collateral as is allowed is on auction already. */
    THROTTLED,
    /** The circuit breaker is open for this step. */
    BREAKER,
    /** The auction is too old or its price too low: it must be reset first. */
    NEEDS_RESET,
    /** The auction still runs well: nothing to reset. */
    NO_RESET_NEEDED,
    /** The price is above what the buyer pays at most. */
    TOO_EXPENSIVE,
    /** The auction is over, or not over yet. */
    WRONG_TIME,
    /** The bid does not beat the last one by enough. */
    BID_TOO_SMALL,
    /** There is surplus that must be used first. */
    SURPLUS_LEFT,
    /** There is not enough surplus. */
    NOT_ENOUGH_SURPLUS,
    /** There is debt that must be dealt with first. */
    DEBT_LEFT,
    /** There is not enough debt that is neither queued nor on auction. */
    NOT_ENOUGH_DEBT
}
