package io.github.dualstream.autoconfigure.aggregate;

import java.io.IOException;
import java.util.List;

import com.example.tickets.Counter;
import com.example.tickets.Ticket;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.InMemoryEventStore;
import io.github.dualstream.aggregate.Upcasters;
import io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AggregateAotProcessor}.
 */
class AggregateAotProcessorTests {

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	private final RuntimeHints hints = process(this.files);

	private static RuntimeHints process(InMemoryGeneratedFiles files) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("test", "Application")), files);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(DualStreamJsonAutoConfiguration.class, DualStreamAggregateAutoConfiguration.class,
					TicketApplication.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		generation.writeGeneratedContent();
		return generation.getRuntimeHints();
	}

	@Test
	void classesAreFoundAtBuildTime() throws IOException {
		StringBuilder registrations = new StringBuilder();
		for (String file : this.files.getGeneratedFiles(Kind.SOURCE).keySet()) {
			if (file.contains("DualStreamAggregateAutoConfiguration")) {
				registrations.append(this.files.getGeneratedFileContent(Kind.SOURCE, file));
			}
		}
		assertThat(registrations).contains("classNames").contains("\"com.example.tickets.Ticket\"");
	}

	@Test
	void whenTheClassesAreGivenThenNoneIsSearchedFor() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DualStreamJsonAutoConfiguration.class))
			.withBean(InMemoryEventStore.class, () -> new InMemoryEventStore(new JsonMapper()))
			.withBean(Upcasters.class, () -> Upcasters.NONE)
			.withInitializer((context) -> ((GenericApplicationContext) context).registerBean(AggregateRegistrar.class,
					(definition) -> definition.getPropertyValues().add("classNames", List.of(Ticket.class.getName()))))
			.run((context) -> assertThat(context).getBean("dualStreamAggregates." + Ticket.class.getName())
				.isInstanceOf(Aggregates.class));
	}

	@Test
	void stateCanBeAppliedAndEventsCanBeRead() throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Ticket.class.getDeclaredMethod("apply", Ticket.Opened.class))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Ticket.class.getDeclaredMethod("apply", Ticket.Renamed.class))).accepts(this.hints);
		for (Class<?> type : List.of(Ticket.class, Ticket.Opened.class, Ticket.Renamed.class, Counter.Added.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(this.hints);
		}
	}

}
