package io.github.dualstream;

import java.time.Clock;
import java.time.Instant;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The layers of the library: downward only, and each foreign library where it belongs.
 */
@AnalyzeClasses(packages = "io.github.dualstream",
		importOptions = { ImportOption.DoNotIncludeTests.class, ArchitectureTests.ThisModule.class })
class ArchitectureTests {

	private static final String ROOT = "io.github.dualstream";

	private static final String WIRING = ROOT + ".autoconfigure";

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule apiDependsOnNothingOfOurs = noClasses().that()
		.resideInAPackage(ROOT)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".*..");

	@ArchTest
	static final ArchRule spiDependsOnTheApiOnly = noClasses().that()
		.resideInAPackage(ROOT + ".transport")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".consumer..", ROOT + ".feed..",
				ROOT + ".topic..", ROOT + ".heartbeat..", ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule adaptersDependOnTheirParentOnly = noClasses().that()
		.resideInAPackage(ROOT + ".transport.*..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".publisher..", ROOT + ".consumer..", ROOT + ".feed..", ROOT + ".topic..",
				ROOT + ".heartbeat..", ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule publisherKnowsNoTransport = noClasses().that()
		.resideInAPackage(ROOT + ".publisher..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".feed..", ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule feedKnowsNoTransportAndNoOtherFeature = noClasses().that()
		.resideInAPackage(ROOT + ".feed..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".autoconfigure..")
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule consumerKnowsNoTransportAndNoOtherFeature = noClasses().that()
		.resideInAPackage(ROOT + ".consumer..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".feed..",
				ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule outboxKnowsNoTransportAndNoOtherFeature = noClasses().that()
		.resideInAPackage(ROOT + ".outbox..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".consumer..", ROOT + ".feed..",
				ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule topicKnowsNoTransportAndNoOtherFeature = noClasses().that()
		.resideInAPackage(ROOT + ".topic..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".consumer..", ROOT + ".feed..",
				ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule aggregatesKnowTheApiOnly = noClasses().that()
		.resideInAPackage(ROOT + ".aggregate")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(resideOutsideOfPackage(ROOT + ".aggregate")));

	@ArchTest
	static final ArchRule contractKnowsNoTransportAndNoOtherFeature = noClasses().that()
		.resideInAPackage(ROOT + ".contract..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".consumer..", ROOT + ".feed..",
				ROOT + ".outbox..", ROOT + ".topic..", ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule sagasKnowTheApiOnly = noClasses().that()
		.resideInAPackage(ROOT + ".saga")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(resideOutsideOfPackage(ROOT + ".saga")));

	@ArchTest
	static final ArchRule projectionsKnowNoTransportAndNoOtherPattern = noClasses().that()
		.resideInAPackage(ROOT + ".projection")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".feed..", ROOT + ".outbox..",
				ROOT + ".aggregate..", ROOT + ".projection.*..");

	/** The clocks of instances may differ: leases and ages go by the database's alone. */
	@ArchTest
	static final ArchRule outboxHasNoWallClock = noClasses().that()
		.resideInAPackage(ROOT + ".outbox..")
		.should()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(Instant.class, "now")
		.orShould()
		.dependOnClassesThat()
		.areAssignableTo(Clock.class);

	@ArchTest
	static final ArchRule connectionKnowsNoTransportAndNoOtherFeature = noClasses().that()
		.resideInAPackage(ROOT + ".connection..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".consumer..", ROOT + ".feed..",
				ROOT + ".heartbeat..", ROOT + ".outbox..", ROOT + ".topic..", ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule heartbeatKnowsNoTransportAndNoOtherFeature = noClasses().that()
		.resideInAPackage(ROOT + ".heartbeat..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".transport.*..", ROOT + ".publisher..", ROOT + ".consumer..", ROOT + ".feed..",
				ROOT + ".topic..", ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule onlyTheWiringKnowsTheWiring = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule bootIsForTheWiring = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule metersAreForTheWiring = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer.core..");

	@ArchTest
	static final ArchRule kafkaIsForItsAdapter = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".transport.kafka..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

	@ArchTest
	static final ArchRule redisIsForItsAdapter = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".transport.redis..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.lettuce..", "org.springframework.data.redis..");

	@ArchTest
	static final ArchRule natsIsForItsAdapter = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".transport.nats..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.nats..");

	@ArchTest
	static final ArchRule schemasAreForContracts = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".contract..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.networknt..", "com.google.re2j..");

	@ArchTest
	static final ArchRule databasesAreForTheirAdapters = noClasses().that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".aggregate.jdbc..", ROOT + ".consumer.jdbc..",
				ROOT + ".outbox.jdbc..", ROOT + ".projection.jdbc..", ROOT + ".saga.jdbc..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..");

	/** A thread that is made elsewhere ends for good with the first Error. */
	@ArchTest
	static final ArchRule onlySchedulesCreateThreads = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".schedule")
		.should()
		.callConstructorWhere(target(owner(assignableTo(Thread.class))))
		.orShould()
		.callConstructorWhere(target(owner(assignableTo(ThreadPoolExecutor.class))))
		.orShould()
		.callConstructorWhere(target(owner(assignableTo(Timer.class))))
		.orShould()
		.dependOnClassesThat()
		.areAssignableTo(Executors.class)
		.orShould()
		.dependOnClassesThat()
		.areAssignableTo(ForkJoinPool.class)
		.orShould()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.scheduling..")
		.orShould()
		.dependOnClassesThat()
		.haveNameMatching("org.springframework.core.task.*Executor")
		.orShould()
		.callMethodWhere(describe("is asynchronous without an executor",
				(call) -> call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
						&& call.getName().endsWith("Async")
						&& call.getTarget()
							.getRawParameterTypes()
							.stream()
							.noneMatch((type) -> type.isEquivalentTo(Executor.class))));

	@ArchTest
	static final ArchRule scheduleDependsOnNothingOfOurs = noClasses().that()
		.resideInAPackage(ROOT + ".schedule")
		.should()
		.dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackage(ROOT + ".schedule")));

	@ArchTest
	static final ArchRule autoConfigurationsAreFinalAndNamedSo = classes().that()
		.areAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
		.should()
		.haveSimpleNameEndingWith("AutoConfiguration")
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	/**
	 * A feature of the wiring shares no room with another one. An adapter knows the
	 * properties of the features that it carries.
	 */
	@ArchTest
	static final ArchRule featuresOfTheWiringDoNotKnowEachOther = slices().matching(WIRING + ".(*)..")
		.should()
		.notDependOnEachOther()
		.ignoreDependency(alwaysTrue(),
				resideInAnyPackage(WIRING + ".actuator", WIRING + ".health", WIRING + ".schedule", WIRING + ".routing",
						WIRING + ".jdbc"))
		.ignoreDependency(resideInAPackage(WIRING + ".kafka"),
				resideInAnyPackage(WIRING + ".publisher", WIRING + ".consumer"))
		.ignoreDependency(resideInAPackage(WIRING + ".memory"), resideInAPackage(WIRING + ".consumer"))
		.ignoreDependency(resideInAnyPackage(WIRING + ".redis", WIRING + ".nats"),
				resideInAPackage(WIRING + ".notification"))
		.ignoreDependency(resideInAnyPackage(WIRING + ".redis", WIRING + ".nats"),
				resideInAPackage(WIRING + ".publisher"));

	/** So that a new feature touches nothing that others share. */
	@ArchTest
	static final ArchRule whatFeaturesOfTheWiringShareKnowsNoFeature = noClasses().that()
		.resideInAnyPackage(WIRING, WIRING + ".actuator", WIRING + ".health", WIRING + ".schedule", WIRING + ".routing",
				WIRING + ".jdbc")
		.should()
		.dependOnClassesThat(resideInAPackage(WIRING + ".*..").and(resideOutsideOfPackages(WIRING + ".actuator",
				WIRING + ".health", WIRING + ".schedule", WIRING + ".routing", WIRING + ".jdbc")));

	/** Interfaces are for applications, too. */
	@ArchTest
	static final ArchRule wiringIsPublicOnlyForOtherPackages = classes().that()
		.resideInAPackage(WIRING + "..")
		.and()
		.areTopLevelClasses()
		.and()
		.areNotInterfaces()
		.and()
		.arePublic()
		.and()
		.areNotAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
		.should(ArchCondition.from(describe("be used by another package",
				(type) -> type.getDirectDependenciesToSelf()
					.stream()
					.anyMatch((use) -> !use.getOriginClass().getPackageName().equals(type.getPackageName())))));

	static final class ThisModule implements ImportOption {

		@Override
		public boolean includes(Location location) {
			return !location.contains("dual-stream-test") && !location.contains("-tests.jar");
		}

	}

}
