/** What borrowers, lenders and keepers do; pure rules that answer with a plan. */
@NullMarked
package io.backstop.lending.agent;

import org.jspecify.annotations.NullMarked;
