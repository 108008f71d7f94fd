// Jena SHACL on a graph in memory, warm: the last of several validations in one process counts.
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.out.NodeFmtLib;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.sparql.path.PathWriter;

public class JenaShacl {
    static final int WARMING = 3;
    static final String SH = "http://www.w3.org/ns/shacl#";

    static double cpu() {
        var bean = (com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean();
        return bean.getProcessCpuTime() / 1e9;
    }

    static double wall() {
        return System.nanoTime() / 1e9;
    }

    static String shown(Node node) {
        if (node == null) return "";
        if (node.isURI()) return "<" + node.getURI() + ">";
        if (!node.isLiteral()) return NodeFmtLib.strNT(node);
        String text = "\"" + node.getLiteralLexicalForm() + "\"";
        if (!node.getLiteralLanguage().isEmpty()) return text + "@" + node.getLiteralLanguage();
        String datatype = node.getLiteralDatatypeURI();
        return datatype.endsWith("#string") ? text : text + "^^<" + datatype + ">";
    }

    static String line(ReportEntry entry) {
        String component = entry.sourceConstraintComponent().getURI()
            .replace(SH, "").replace("ConstraintComponent", "");
        String path = entry.resultPath() == null ? ""
            : PathWriter.asString(entry.resultPath()).replace("(", "").replace(")", "");
        return String.join("\t", component, shown(entry.focusNode()), path, shown(entry.value()));
    }

    public static void main(String[] given) throws Exception {
        double start = cpu(), began = wall();
        Graph data = RDFDataMgr.loadGraph(given[0]);
        Shapes shapes = Shapes.parse(RDFDataMgr.loadGraph(given[1]));
        double ready = cpu(), at = wall(), cold = 0;
        ValidationReport report = null;
        double before = 0, beforeWall = 0;
        for (int i = 0; i <= WARMING; i++) {
            before = cpu();
            beforeWall = wall();
            report = ShaclValidator.get().validate(shapes, data);
            cold = i == 0 ? cpu() - before : cold;
        }
        double end = cpu(), ended = wall();
        double peak = 0;
        for (String row : Files.readAllLines(Path.of("/proc/self/status"))) {
            peak = row.startsWith("VmHWM") ? Double.parseDouble(row.split("\\s+")[1]) / 1024 : peak;
        }
        StringBuilder findings = new StringBuilder();
        report.getEntries().stream().map(JenaShacl::line).sorted()
            .forEach(each -> findings.append(each).append('\n'));
        Files.writeString(Path.of(given[2], "findings.tsv"), findings);
        String form = "{\"version\": \"%s\", \"start\": %f, \"load\": %f, \"load_wall\": %f, "
            + "\"validate\": %f, \"validate_wall\": %f, \"whole\": %f, \"peak\": %f}";
        String version = org.apache.jena.Jena.VERSION;
        Files.writeString(Path.of(given[2], "measured.json"), String.format(Locale.ROOT, form,
            version, start, ready - start, at - began, end - before, ended - beforeWall,
            ready + cold, peak));
    }
}
