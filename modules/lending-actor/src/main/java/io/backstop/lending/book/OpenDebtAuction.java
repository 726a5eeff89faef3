package io.backstop.lending.book;

import io.backstop.lending.maker.DebtAuction;

/** A debt auction that runs, with its number. */
public record OpenDebtAuction(long id, DebtAuction auction) {}
