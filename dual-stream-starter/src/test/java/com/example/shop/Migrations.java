package com.example.shop;

import java.util.Map;

import org.flywaydb.core.Flyway;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Migrations {

	@Bean
	FlywayMigrationStrategy dualStreamMigrations(@Value("${dual-stream.outbox.platform}") String platform) {
		return (application) -> {
			application.migrate();
			Flyway.configure()
				.configuration(application.getConfiguration())
				.locations("classpath:io/github/dualstream/migration/" + platform)
				.table("dual_stream_history")
				.baselineOnMigrate(true)
				.baselineVersion("0")
				.placeholders(Map.of("dualStreamPrefix", "dual_stream_"))
				.load()
				.migrate();
		};
	}

}
