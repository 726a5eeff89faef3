package io.backstop.report;

import io.backstop.scenario.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Figures as people read them: thousands separators, no more digits than say something. */
final class Figures {
    private static final int MONEY_DECIMALS = 6;
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int PERCENT = 100;

    private Figures() {}

    static BigDecimal dollars(long micros) {
        return BigDecimal.valueOf(micros, MONEY_DECIMALS);
    }

    /** Dollars: whole from 1,000 on, cents below, all six decimals for less than a cent. */
    static String usd(BigDecimal dollars) {
        BigDecimal size = dollars.abs();
        if (size.signum() == 0) {
            return "0";
        }
        if (size.compareTo(THOUSAND) >= 0) {
            return format("#,##0", dollars);
        }
        return format(size.compareTo(CENT) < 0 ? "0.000000" : "0.00", dollars);
    }

    static String usd(long micros) {
        return usd(dollars(micros));
    }

    /** Dollars in words for a sentence, three digits or so. */
    static String words(BigDecimal dollars) {
        BigDecimal size = dollars.abs();
        if (size.compareTo(BILLION) >= 0) {
            return format("0.00", dollars.divide(BILLION)) + " bn USD";
        }
        if (size.compareTo(MILLION) >= 0) {
            return format("0.0", dollars.divide(MILLION)) + " M USD";
        }
        return usd(dollars) + " USD";
    }

    static String count(long value) {
        return format("#,##0", BigDecimal.valueOf(value));
    }

    /** A share of 1 as percent, with two decimals below one percent. */
    static String percent(double share) {
        double percent = share * PERCENT;
        return decimal(percent, Math.abs(percent) < 1 && percent != 0 ? "0.00" : "0.0", " %");
    }

    static String ratio(double value) {
        return decimal(value, "0.00", "");
    }

    private static String decimal(double value, String pattern, String unit) {
        return Double.isFinite(value) ? format(pattern, BigDecimal.valueOf(value)) + unit : "–";
    }

    /** A measure's value in its unit. */
    static String value(Measure.Unit unit, BigDecimal value) {
        return switch (unit) {
            case USD -> usd(value);
            case COUNT -> format("#,##0", value);
            case RATIO -> format("0.000", value);
            case SECONDS -> format("#,##0.###", value) + " s";
        };
    }

    private static String format(String pattern, BigDecimal value) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        String text = format.format(value);
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
