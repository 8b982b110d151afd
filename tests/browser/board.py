"""A lesson's board as tests and pictures see it."""

from lessons.words import plain


class Board:
    """The board of a visit."""

    def __init__(self, one, path):
        self.one = one
        self.path = path
        self.page = one.page
        self.root = one.page.locator("[data-testid=board]")

    @property
    def beat(self):
        """Its number, from 1."""
        return int(self.root.get_attribute("data-beat"))

    @property
    def asking(self):
        return self.root.get_attribute("data-asking") == "true"

    @property
    def step(self):
        return int(self.root.get_attribute("data-step"))

    @property
    def verdict(self):
        return self.root.locator(".dl-bd-verdict").get_attribute("data-verdict")

    @property
    def said(self):
        return self.root.locator(".dl-said").inner_text()

    def open(self, link):
        self.one.open(link, self.path)

    def key(self, name):
        self.page.keyboard.press(name)

    def press(self, label):
        self.root.get_by_role("button", name=label, exact=True).click()

    def control(self, name):
        """The slider of a control."""
        return self.root.locator(f"[data-control={name}] input[type=range]")

    def number(self, name):
        """The number box of a control."""
        return self.root.locator(f"[data-control={name}] input[type=number]")

    def says(self, text):
        """Wait until the beat says so, as readers see it."""
        self.root.get_by_text(plain(text), exact=False).first.wait_for()

    def picture(self, place):
        """Where a point of a landscape is on the screen, in one of the pictures."""
        picture = self.root.locator(".dl-bd-picture").nth(place)
        self.page.wait_for_selector(f".dl-bd-figure:nth-child({place + 1}) [data-window]")
        x0, x1, y0, y1 = map(float, picture.get_attribute("data-window").split(","))
        box = picture.bounding_box()
        return lambda x, y: (
            box["x"] + (x - x0) / (x1 - x0) * box["width"],
            box["y"] + (y1 - y) / (y1 - y0) * box["height"],
        )

    def wait_for_place(self, **fields):
        self.page.wait_for_function(
            "text => text.every((part) => location.search.includes(part))",
            arg=[f"{name}={value}" for name, value in fields.items()],
        )
