package io.backstop.lending.book;

import io.backstop.lending.maker.SurplusAuction;

/** A surplus auction that runs, with its number. */
public record OpenSurplusAuction(long id, SurplusAuction auction) {}
