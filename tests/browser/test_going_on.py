"""A run goes on from the step shown with other settings: seen, by key, and undone."""

from comparison import read_link


def test_a_run_goes_on_from_the_step_shown(flat_visit):
    one = flat_visit("landscape=quadratic&steps=90&run=momentum,lr=0.02&t=30")
    page = one.page
    row = page.locator(".dl-rows tr").nth(1)
    turn = row.get_by_role("button", name="Go on from this step")
    assert turn.is_enabled()
    page.locator("[data-testid=player]").focus()
    page.keyboard.press("g")
    dialog = page.get_by_role("dialog")
    rate = dialog.get_by_label("Learning rate")
    rate.fill("0.002")
    rate.press("Tab")
    go = dialog.get_by_role("button", name="Go on")
    page.wait_for_function("e => !e.disabled", arg=go.element_handle())
    one.changed(go.click)
    one.wait_for_address("from=30,lr=0.002")
    assert read_link(one.query)[0].runs[0].then == ((30, {"lr": 0.002}),)
    row.get_by_text("from step 30: lr 0.002").wait_for()
    assert page.locator("[data-testid=player]").get_attribute("data-step") == "30"
    page.keyboard.press("Home")
    assert turn.is_disabled()  # from its start on there is nothing to go on from
    # What a pointer reads at the kink of the rate.
    plot = page.locator(".dl-curve .dl-plot")
    box = plot.bounding_box()
    plot.hover(position={"x": 52 + (box["width"] - 64) / 3, "y": box["height"] / 2})
    assert "from step 30: lr 0.002" in page.locator(".dl-curve .dl-values").inner_text()
    page.locator("[data-testid=player]").focus()
    one.changed(lambda: page.keyboard.press("z"))
    page.wait_for_function("!location.search.includes('from=')")
