import com.adobe.epubcheck.tool.EpubChecker;

/** Runs EPUBCheck over many files in one JVM. Arguments in pairs: an EPUB, and the JSON report to write for it. */
public final class EpubJudge {
    public static void main(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            new EpubChecker().run(new String[] {arguments[i], "--json", arguments[i + 1], "--usage", "--quiet"});
        }
    }
}
