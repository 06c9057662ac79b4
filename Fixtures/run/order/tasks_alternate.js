// Tasks that yield take turns.
const count = async (name) => {
  await null;
  for (let n = 0; n < 3; n++) {
    console.log(name, n);
    await null;
  }
};
count('a');
count('b');
