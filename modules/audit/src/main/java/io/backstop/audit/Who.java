package io.backstop.audit;

/** The parties of the books; accounts and outside accounts each taken together. */
enum Who {
    ACCOUNTS,
    OUTSIDE,
    FUND,
    VAULT,
    PARENT,
    LEVY,
    DUST
}
