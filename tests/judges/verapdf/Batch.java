// veraPDF over many files and many flavours in one JVM, because starting a JVM is most of the time of one validation.
//
// Standard input: one job a line, "flavour<TAB>path" (flavours as veraPDF spells them: ua1, 2a, ua2, 4, wt1a, ...).
// Standard output: one JSON object a line, in the order asked:
//   {"file": ..., "flavour": ..., "compliant": bool, "failed": [{"rule": "7.1-3", "count": n, "message": ..., "where": ...}]}
// or {"file": ..., "flavour": ..., "error": "why it could not be judged"}.

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

public final class Batch {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);  // whatever the library prints must not get between the answers
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        ObjectMapper json = new ObjectMapper();
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            String[] job = line.split("\t", 2);
            out.println(json.writeValueAsString(answer(job[0], job[1])));
        }
    }

    private static Map<String, Object> answer(String name, String path) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file", path);
        answer.put("flavour", name);
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        if (flavour == null || flavour == PDFAFlavour.NO_FLAVOUR) {
            answer.put("error", "there is no flavour " + name);
            return answer;
        }
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            answer.put("compliant", result.isCompliant());
            answer.put("checks", result.getTotalAssertions());
            answer.put("failed", failed(result));
        } catch (Throwable error) {  // an unreadable file is an answer about that file, not the end of the run
            answer.put("error", error.toString());
        }
        return answer;
    }

    /** Each broken rule once, with how often it is broken and the first place. */
    private static List<Map<String, Object>> failed(ValidationResult result) {
        Map<RuleId, Map<String, Object>> rules = new LinkedHashMap<>();
        for (TestAssertion test : result.getTestAssertions()) {
            if (test.getStatus() != TestAssertion.Status.FAILED || rules.containsKey(test.getRuleId())) {
                continue;
            }
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("rule", test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber());
            rule.put("count", result.getFailedChecks().getOrDefault(test.getRuleId(), 1));
            rule.put("message", test.getErrorMessage() != null ? test.getErrorMessage() : test.getMessage());
            rule.put("where", test.getLocation() == null ? "" : test.getLocation().getContext());
            rules.put(test.getRuleId(), rule);
        }
        return new ArrayList<>(rules.values());
    }
}
