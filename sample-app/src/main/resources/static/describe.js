// Says in one line what an event is about: of GitHub, or of an order.

const FAMILIES = {
	push: "push", create: "push", delete: "push", fork: "push",
	pull_request: "pull", pull_request_review: "pull", pull_request_review_comment: "pull",
	pull_request_review_thread: "pull", merge_group: "pull",
	issues: "issue", issue_comment: "issue", discussion: "issue", discussion_comment: "issue", label: "issue",
	milestone: "issue", commit_comment: "issue",
	star: "star", watch: "star", sponsorship: "star",
	check_run: "run", check_suite: "run", workflow_run: "run", workflow_job: "run", workflow_dispatch: "run", status: "run",
	release: "release", package: "release", registry_package: "release", deployment: "release",
	deployment_status: "release", page_build: "release"
};

const SENTENCES = {
	push: (data) => `pushed ${count(data.commits?.length ?? 0, "commit")} to ${branch(data.ref)}`,
	create: (data) => `created ${data.ref_type} ${data.ref}`,
	delete: (data) => `deleted ${data.ref_type} ${data.ref}`,
	fork: () => "forked the repository",
	pull_request: (data) => `${(data.action === "synchronize") ? "updated" : words(data.action)} pull request ${numbered(data.pull_request)}`,
	issues: (data) => `${words(data.action)} issue ${numbered(data.issue)}`,
	issue_comment: (data) => `commented on ${numbered(data.issue)}`,
	discussion: (data) => `${words(data.action)} discussion ${numbered(data.discussion)}`,
	star: (data) => (data.action === "deleted") ? "took the star back" : "starred the repository",
	watch: () => "starred the repository",
	release: (data) => `${words(data.action)} release ${data.release.tag_name}`,
	workflow_run: (data) => `ran ${data.workflow_run.name} on ${data.workflow_run.head_branch}: ${words(data.workflow_run.conclusion ?? data.action)}`,
	check_run: (data) => `ran check ${data.check_run.name}: ${words(data.check_run.conclusion ?? data.action)}`,
	status: (data) => `${data.context}: ${data.state}`,
	ping: (data) => data.zen,
	placed: (data) => `placed an order: ${data.item}`,
	"stock-reserved": () => "reserved the stock",
	"stock-refused": () => "refused the stock",
	paid: (data) => `took the payment of ${data.total}`,
	"payment-refused": () => "refused the payment",
	"stock-released": () => "released the stock",
	completed: () => "completed the order",
	cancelled: () => "cancelled the order"
};

export function eventName(type) {
	return type.split(".")[1] ?? type;
}

export function familyOf(type) {
	return FAMILIES[eventName(type)] ?? "other";
}

export function shortType(type) {
	return type.replace(/^github\./, "").replace(".", " · ").replaceAll("_", " ");
}

export function actorOf(data, type = "") {
	return type.startsWith("order.") ? "shop" : text(data?.sender?.login) ?? text(data?.pusher?.name);
}

export function repositoryOf(data) {
	return text(data?.repository?.full_name);
}

export function describe(type, data) {
	try {
		return text(SENTENCES[eventName(type)]?.(data)) ?? shortType(type);
	}
	catch (error) {
		if (error instanceof TypeError) {
			// a delivery need not look as GitHub documents it
			return shortType(type);
		}
		throw error;
	}
}

function text(value) {
	return (typeof value === "string" && value !== "") ? value : undefined;
}

function words(value) {
	return String(value).replaceAll("_", " ");
}

function branch(ref) {
	return String(ref).replace(/^refs\/(heads|tags)\//, "");
}

function numbered(item) {
	return `#${item.number} ${item.title ?? ""}`;
}

function count(number, noun) {
	return `${number} ${noun}${(number === 1) ? "" : "s"}`;
}
