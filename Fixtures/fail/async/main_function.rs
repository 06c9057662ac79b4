// The entry point is no future.

async fn main() {} //~ E0752
