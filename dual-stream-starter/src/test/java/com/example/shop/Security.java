package com.example.shop;

import io.github.dualstream.feed.web.FeedAuthorizer;

import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class Security {

	@Bean
	SecurityFilterChain requests(HttpSecurity http) {
		return http.csrf((csrf) -> csrf.disable())
			.httpBasic(Customizer.withDefaults())
			.authorizeHttpRequests((requests) -> requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
				.permitAll()
				.anyRequest()
				.authenticated())
			.build();
	}

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(User.withUsername("ann").password("{noop}ann").build(),
				User.withUsername("bob").password("{noop}bob").build());
	}

	@Bean
	FeedAuthorizer customersReadTheirOrders(OrderRepository orders) {
		return (request) -> request.principal() != null && request.source().type().equals("order")
				&& orders.existsByIdAndCustomer(request.source().id(), request.principal().getName());
	}

}
