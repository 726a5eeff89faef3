package io.backstop.report;

import java.util.List;

/**
 * Writes one HTML page with its styles, scripts and data inside, so that it opens anywhere without a network: everything that comes
 * as text is escaped, tables scroll inside themselves.
 */
public final class HtmlPage {
    private final StringBuilder html = new StringBuilder(1 << 18);

    /**
     * A column of a table.
     *
     * @param style class of its cells
     */
    public record Column(String title, String style) {
        /** Words that may be broken into lines. */
        public static Column text(String title) {
            return new Column(title, "");
        }

        /** A name, kept on one line. */
        public static Column name(String title) {
            return new Column(title, "k");
        }

        /** Figures, kept on one line and set to the right. */
        public static Column figure(String title) {
            return new Column(title, "n");
        }
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Everything up to the content: head, styles, the main element. */
    public HtmlPage begin(String title) {
        return raw("""
                        <!doctype html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
                        <title>""")
                .text(title)
                .raw("</title>\n<style>\n")
                .raw(ReportAssets.styles())
                .raw("</style>\n</head>\n<body>\n<main>\n");
    }

    /** Ends the content; after it come data and scripts. */
    public HtmlPage endMain() {
        return raw("<noscript><p class=\"note\">Charts need JavaScript; all tables are complete without it.</p></noscript>\n")
                .raw("</main>\n");
    }

    /** JSON for a script, which finds it by its id. */
    public HtmlPage data(String id, String json) {
        return raw("<script type=\"application/json\" id=\"")
                .raw(id)
                .raw("\">")
                .raw(json.replace("<", "\\u003c"))
                .raw("</script>\n");
    }

    /** The chart library, for scripts that come after it. */
    public HtmlPage chartLibrary() {
        return script(ReportAssets.chartLibrary() + "\n");
    }

    /** A script of ours. */
    public HtmlPage script(String script) {
        return raw("<script>\n").raw(script).raw("</script>\n");
    }

    /** The end of the page. */
    public HtmlPage endPage() {
        return raw("</body>\n</html>\n");
    }

    /** Markup of ours, as it is. */
    public HtmlPage raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Text, escaped. */
    public HtmlPage text(String text) {
        html.append(escape(text));
        return this;
    }

    /** Begins a section. */
    public HtmlPage heading(String id, String title) {
        return raw("<section id=\"").raw(id).raw("\"><h2>").text(title).raw("</h2>\n");
    }

    /** Ends a section. */
    public HtmlPage end() {
        return raw("</section>\n");
    }

    HtmlPage subheading(String title) {
        return raw("<h3>").text(title).raw("</h3>\n");
    }

    /** A paragraph of text. */
    public HtmlPage paragraph(String text) {
        return raw("<p>").text(text).raw("</p>\n");
    }

    /** A small paragraph, beside or below something. */
    public HtmlPage note(String text) {
        return raw("<p class=\"note\">").text(text).raw("</p>\n");
    }

    /** One entry of a list of facts: a name and its value. */
    public HtmlPage fact(String name, String value) {
        return raw("<li><span>").text(name).raw("</span> ").text(value).raw("</li>");
    }

    /** What stands side by side where there is room. */
    HtmlPage pair(Runnable left, Runnable right) {
        raw("<div class=\"pair\"><div>\n");
        left.run();
        raw("</div><div>\n");
        right.run();
        return raw("</div></div>\n");
    }

    /** A place that the script draws a chart in. */
    public HtmlPage chart(String id, String title, String unit) {
        return raw("<figure class=\"chart\"><figcaption>")
                .text(title)
                .raw(" <span class=\"unit\">")
                .text(unit)
                .raw("</span></figcaption><div id=\"")
                .raw(id)
                .raw("\" class=\"plot\"></div></figure>\n");
    }

    /** A table; a first cell of a row that starts with {@code =} makes it a sum row. */
    public HtmlPage table(List<Column> columns, List<List<String>> rows) {
        raw("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        columns.forEach(column -> cell("th", column, column.title()));
        raw("</tr></thead><tbody>\n");
        rows.forEach(row -> row(columns, row));
        return raw("</tbody></table></div>\n");
    }

    private void row(List<Column> columns, List<String> row) {
        boolean sum = row.getFirst().startsWith("=");
        raw(sum ? "<tr class=\"sum\">" : "<tr>");
        for (int i = 0; i < row.size(); i++) {
            String text = row.get(i);
            cell("td", columns.get(i), i == 0 && sum ? text.substring(1) : text);
        }
        raw("</tr>\n");
    }

    private void cell(String element, Column column, String text) {
        raw("<").raw(element);
        if (!column.style().isEmpty()) {
            raw(" class=\"").raw(column.style()).raw("\"");
        }
        raw(">").text(text).raw("</").raw(element).raw(">");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
