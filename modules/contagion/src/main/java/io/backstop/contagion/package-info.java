/**
 * Debts between parties and what becomes of them: clearing after Eisenberg and Noe (2001) and Rogers and Veraart (2013) as the
 * greatest fixed point of the floored integer map, net asset values of shares that parties hold in each other, guarantees,
 * Furfine's cascade, fire sales, and networks to try them on.
 */
@NullMarked
package io.backstop.contagion;

import org.jspecify.annotations.NullMarked;
