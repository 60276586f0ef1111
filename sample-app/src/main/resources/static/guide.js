// Marks what of the guide was tried.

export function tried(step) {
	const item = document.getElementById(`try-${step}`);
	if (!item.hasAttribute("data-tried")) {
		item.toggleAttribute("data-tried", true);
		item.querySelector(".mark").ariaLabel = "done";
		item.querySelector(".mark").role = "img";
	}
}
