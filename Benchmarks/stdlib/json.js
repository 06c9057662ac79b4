// The twin of json.rs.
const best = (rounds, work) => {
  let least = Infinity;
  for (let i = 0; i < rounds; i++) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start));
  }
  return least;
};
const text = require("fs").readFileSync(process.argv[2], "utf8");
const value = JSON.parse(text);
console.log(best(30, () => JSON.parse(text)), best(30, () => JSON.stringify(value)));
