package io.backstop.node.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between the modules, where Pekko may be, and what the core must not touch. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.backstop");

    private static final DescribedPredicate<JavaClass> ACTORS = describe(
            "classes named *Actor",
            javaClass -> outermost(javaClass).getSimpleName().endsWith("Actor"));

    private static final DescribedPredicate<JavaClass> LEVIES =
            describe("levies", javaClass -> outermost(javaClass).getName().equals(Modules.LEVY));

    private static final DescribedPredicate<JavaClass> BOOKS = describe(
            "books", javaClass -> Modules.BOOKS.contains(outermost(javaClass).getName()));

    private static final DescribedPredicate<JavaClass> EVENTS = describe(
            "events", javaClass -> Modules.EVENTS.contains(outermost(javaClass).getName()));

    private static final DescribedPredicate<JavaClass> CORE = describe(
            "the core",
            resideInAnyPackage(Modules.corePackages())
                    .and(DescribedPredicate.not(resideInAPackage(Modules.LOADER)))
                    .and(DescribedPredicate.not(ACTORS)));

    @ParameterizedTest
    @EnumSource
    void aModuleUsesOnlyTheModulesBelowIt(Modules module) {
        DescribedPredicate<JavaClass> forbidden =
                resideInAPackage("io.backstop..").and(DescribedPredicate.not(resideInAnyPackage(module.allowed())));
        if (module == Modules.REPORT || module == Modules.AUDIT) {
            forbidden = forbidden.and(DescribedPredicate.not(LEVIES));
        }
        if (module == Modules.AUDIT) {
            forbidden = forbidden.and(DescribedPredicate.not(BOOKS.or(EVENTS)));
        }

        noClasses()
                .that(resideInAPackage(module.packages()).and(DescribedPredicate.not(ACTORS)))
                .should()
                .dependOnClassesThat(forbidden)
                .allowEmptyShould(true)
                .check(OURS);
    }

    @ParameterizedTest
    @EnumSource
    void anActorAlsoUsesTheShell(Modules module) {
        String[] allowed = Stream.concat(Arrays.stream(module.allowed()), Stream.of(Modules.SHELL.packages()))
                .toArray(String[]::new);

        noClasses()
                .that(resideInAPackage(module.packages()).and(ACTORS))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.backstop..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void theAuditSharesOnlyTheFactsWithTheSimulation() {
        DescribedPredicate<JavaClass> facts = describe(
                "facts and the event that carries them, the books handed over, the run's scenario, or the failure to throw",
                javaClass -> outermost(javaClass)
                        .getSimpleName()
                        .matches("Fact.*|DebtFact|DebtHoldings|RunEvent|Books|Venue|InvariantBroken"));

        noClasses()
                .that()
                .resideInAPackage(Modules.AUDIT.packages())
                .should()
                .dependOnClassesThat(
                        resideInAPackage(Modules.SIMULATION.packages()).and(DescribedPredicate.not(facts)))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void theAuditReadsPoolsAndPartiesButMovesThemByItsOwnArithmetic() {
        noClasses()
                .that()
                .resideInAPackage(Modules.AUDIT.packages())
                .should()
                .callMethodWhere(describe(
                        "a pool, an account or a party changes, or debts are cleared",
                        call -> isMovedByOwner(call.getTargetOwner().getSimpleName(), call.getName())))
                .check(OURS);
    }

    private static boolean isMovedByOwner(String owner, String method) {
        return switch (owner) {
            case "LendingPool" -> List.of("apply", "after", "changed", "at").contains(method);
            case "Reserve" ->
                List.of("accrued", "withdraw", "borrow", "repay", "burned", "covered", "writtenDown")
                        .contains(method);
            case "Account", "LendingAccount", "Party" ->
                List.of("changed", "charged", "post").contains(method);
            case "Position", "InsuranceFund" ->
                List.of("trade", "realisedPnl", "changed").contains(method);
            case "Clearing", "PartyClearing", "DebtRegister", "LendingPass", "BorrowerPlans", "Redemptions" -> true;
            default -> false;
        };
    }

    @Test
    void theAuditReadsLeviesButChargesThemByItsOwnArithmetic() {
        noClasses()
                .that()
                .resideInAPackage(Modules.AUDIT.packages())
                .should()
                .callMethodWhere(describe(
                        "a levy computes something",
                        call -> LEVIES.test(call.getTargetOwner())
                                && !call.getTarget().getRawParameterTypes().isEmpty()))
                .allowEmptyShould(true)
                .check(OURS);
    }

    /** A rule that conformance checks and no run uses says nothing about runs: it is a published formula and says so. */
    @Test
    void conformanceCallsWhatARunUsesOrAPublishedFormula() {
        List<String> onlyConformance = OURS.stream()
                .filter(CORE)
                .filter(ArchitectureTest::isUsedByConformance)
                .filter(rule -> rule.getDirectDependenciesToSelf().stream()
                        .map(dependency -> outermost(dependency.getOriginClass()))
                        .allMatch(user -> user.equals(rule) || !CORE.test(user)))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();

        assertThat(onlyConformance).isEqualTo(Modules.PUBLISHED_FORMULAS);
    }

    private static boolean isUsedByConformance(JavaClass rule) {
        return rule.isTopLevelClass()
                && rule.getDirectDependenciesToSelf().stream()
                        .anyMatch(dependency ->
                                resideInAPackage(Modules.CONFORMANCE.packages()).test(dependency.getOriginClass()));
    }

    @Test
    void onlyTheShellTheNodeAndActorsKnowPekko() {
        DescribedPredicate<JavaClass> mayKnow = resideInAnyPackage(Modules.SHELL.packages(), "io.backstop.node..")
                .or(ACTORS);

        noClasses()
                .that(DescribedPredicate.not(mayKnow))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.pekko..", "scala..")
                .check(OURS);
    }

    @Test
    void theCoreGivesTheSameResultInEveryProcess() {
        classes().that(CORE).should(new Determinism()).check(OURS);
    }

    /** The rule above finds what it forbids, each in a method of its own, and nothing else. */
    @Test
    void theRuleOfDeterminismFindsWhatItForbids() {
        JavaClasses examples = new ClassFileImporter().importClasses(Forbidden.class, Allowed.class);
        String report = String.join(
                "\n",
                classes()
                        .should(new Determinism())
                        .evaluate(examples)
                        .getFailureReport()
                        .getDetails());

        assertThat(examples.get(Forbidden.class).getMethods())
                .extracting(JavaMethod::getName)
                .filteredOn(name -> !name.contains("$") && !report.contains("." + name + "("))
                .as("forbidden, but not found")
                .isEmpty();
        assertThat(report).doesNotContain(Allowed.class.getSimpleName());
    }

    private static JavaClass outermost(JavaClass javaClass) {
        Optional<JavaClass> enclosing = javaClass.getEnclosingClass();
        return enclosing.isPresent() ? outermost(enclosing.get()) : javaClass;
    }
}
