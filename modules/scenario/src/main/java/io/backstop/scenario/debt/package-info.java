/**
 * What a scenario has beyond one perpetual-futures venue: lending protocols, parties, receipt tokens and the debts between them.
 *
 * <p>An asset number is an index into the scenario's assets, {@link io.backstop.scenario.debt.ReserveSpec#USD} stands for dollars, whose unit is the
 * micro-dollar. Lists are in the order of names.
 */
@NullMarked
package io.backstop.scenario.debt;

import org.jspecify.annotations.NullMarked;
