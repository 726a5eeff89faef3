package io.backstop.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Styles and scripts that the report carries inside it: ours, and those of uPlot and Cytoscape.js, from their WebJars. */
final class ReportAssets {
    private static final String UPLOT = "uplot";
    private static final String CYTOSCAPE = "cytoscape";

    private ReportAssets() {}

    static String styles() {
        return webjar(UPLOT, "dist/uPlot.min.css") + "\n" + read("/io/backstop/report/report.css");
    }

    static String chartLibrary() {
        return licensed(UPLOT, "dist/uPlot.iife.min.js");
    }

    /** What draws the graph of debts. */
    static String graphLibrary() {
        return licensed(CYTOSCAPE, "dist/cytoscape.min.js");
    }

    static String script() {
        return read("/io/backstop/report/report.js");
    }

    static String debtScript() {
        return read("/io/backstop/report/debts.js");
    }

    private static String licensed(String library, String file) {
        return "/*\n" + webjar(library, "LICENSE") + "*/\n" + webjar(library, file);
    }

    private static String webjar(String library, String file) {
        return read("/META-INF/resources/webjars/" + library + "/" + version(library) + "/" + file);
    }

    private static String version(String library) {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/" + library + "/pom.properties")) {
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
