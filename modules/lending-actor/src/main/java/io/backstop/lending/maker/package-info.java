/** Maker's collateralised debt positions, auctions and ledger of surplus and debt (dss, 2020 to 2022). */
@NullMarked
package io.backstop.lending.maker;

import org.jspecify.annotations.NullMarked;
