package io.backstop.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Styles and scripts that the report carries inside it: ours and uPlot's, from its WebJar. */
final class ReportAssets {
    private static final String UPLOT_VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/";

    private ReportAssets() {}

    static String styles() {
        return uplot("dist/uPlot.min.css") + "\n" + read("/io/backstop/report/report.css");
    }

    static String chartLibrary() {
        return "/*\n" + uplot("LICENSE") + "*/\n" + uplot("dist/uPlot.iife.min.js");
    }

    static String script() {
        return read("/io/backstop/report/report.js");
    }

    private static String uplot(String file) {
        return read(UPLOT + uplotVersion() + "/" + file);
    }

    private static String uplotVersion() {
        Properties properties = new Properties();
        try (InputStream in = open(UPLOT_VERSION)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String read(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = ReportAssets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("not on the class path: " + resource);
        }
        return in;
    }
}
