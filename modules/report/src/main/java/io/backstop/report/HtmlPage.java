package io.backstop.report;

import java.util.List;

/** Writes HTML: everything that comes as text is escaped, tables scroll inside themselves. */
final class HtmlPage {
    private final StringBuilder html = new StringBuilder(1 << 18);

    /** A column of a table. */
    record Column(String title, String style) {
        /** Words that may be broken into lines. */
        static Column text(String title) {
            return new Column(title, "");
        }

        /** A name, kept on one line. */
        static Column name(String title) {
            return new Column(title, "k");
        }

        /** Figures, kept on one line and set to the right. */
        static Column figure(String title) {
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

    /** Markup of ours, as it is. */
    HtmlPage raw(String markup) {
        html.append(markup);
        return this;
    }

    HtmlPage text(String text) {
        html.append(escape(text));
        return this;
    }

    HtmlPage heading(String id, String title) {
        return raw("<section id=\"").raw(id).raw("\"><h2>").text(title).raw("</h2>\n");
    }

    HtmlPage end() {
        return raw("</section>\n");
    }

    HtmlPage subheading(String title) {
        return raw("<h3>").text(title).raw("</h3>\n");
    }

    HtmlPage paragraph(String text) {
        return raw("<p>").text(text).raw("</p>\n");
    }

    HtmlPage note(String text) {
        return raw("<p class=\"note\">").text(text).raw("</p>\n");
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
    HtmlPage chart(String id, String title, String unit) {
        return raw("<figure class=\"chart\"><figcaption>")
                .text(title)
                .raw(" <span class=\"unit\">")
                .text(unit)
                .raw("</span></figcaption><div id=\"")
                .raw(id)
                .raw("\" class=\"plot\"></div></figure>\n");
    }

    /** A table; a first cell of a row that starts with {@code =} makes it a sum row. */
    HtmlPage table(List<Column> columns, List<List<String>> rows) {
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
