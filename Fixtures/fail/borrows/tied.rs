// What is lent mutably for a lifetime of its own type stays borrowed as long as it is used.

struct Text<'a> {
    text: &'a str,
}
impl<'a> Text<'a> {
    fn tied(&'a mut self) {}
    fn view(&'a mut self) -> View<'a> {
        View { text: self }
    }
    fn free(&mut self) -> &'a str {
        self.text
    }
}
struct View<'a> {
    text: &'a mut Text<'a>,
}
impl View<'_> {
    fn look(self) {}
}

fn used_after() {
    let mut text = Text { text: "a" };
    text.tied();
    println!("{}", text.text); //~ E0502
}
fn twice() {
    let mut text = Text { text: "a" };
    text.tied();
    text.tied(); //~ E0499
}
fn through_a_view() {
    let mut text = Text { text: "a" };
    text.view().look();
    println!("{}", text.text); //~ E0502
}
fn in_a_literal() {
    let mut text = Text { text: "a" };
    drop(View { text: &mut text });
    println!("{}", text.text); //~ E0502
}
fn through_a_parameter<'a>(text: &'a mut Text<'a>) {
    text.tied();
    text.tied(); //~ E0499
}
fn through_another_reference() {
    let mut text = Text { text: "a" };
    let reference = &mut text;
    reference.tied();
    println!("{}", text.text); //~ E0502
}
struct Guard<'a> {
    text: &'a str,
}
impl Drop for Guard<'_> {
    fn drop(&mut self) {}
}
fn lend<'a>(_: &'a mut Guard<'a>) {}
fn dropped() {
    let mut guard = Guard { text: "a" };
    lend(&mut guard); //~ E0597
}

fn fine() {
    let mut text = Text { text: "a" };
    let part = text.free();
    println!("{} {part}", text.text);
    text.tied();
    text = Text { text: "b" };
    println!("{}", text.text);
    let mut last = Text { text: "c" };
    last.view().look();
}

fn main() {}
