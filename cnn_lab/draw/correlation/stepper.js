(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-stepper") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var step = 0;
  var flipped = data.flipped;

  function find(name) { return root.querySelector("[data-part='" + name + "']"); }

  function fill(name, rows, isHere) {
    var body = find(name).tBodies[0];
    body.textContent = "";
    rows.forEach(function (values, row) {
      var line = body.insertRow();
      values.forEach(function (value, column) {
        var cell = line.insertCell();
        cell.textContent = value;
        if (isHere(row, column)) { cell.className = "cnn-here"; }
      });
    });
  }

  function nowhere() { return false; }

  function draw() {
    var side = flipped ? data.convolution : data.correlation;
    var now = side.steps[step];
    fill("image", data.image, function (row, column) {
      return row >= now.row && row < now.row + 2 && column >= now.column && column < now.column + 2;
    });
    fill("kernel", side.kernel, nowhere);
    fill("products", now.products, nowhere);
    fill("output", now.output, function (row, column) {
      return row === now.row && column === now.column;
    });
    find("kernel-name").textContent = flipped ? "kernel, flipped" : "kernel, as written";
    find("output-name").textContent = side.name + " so far";
    find("where").textContent = "Position " + (step + 1) + " of " + side.steps.length;
    find("sum").textContent = now.sum;
    find("previous").setAttribute("aria-disabled", String(step === 0));
    find("next").setAttribute("aria-disabled", String(step === side.steps.length - 1));
    find("flip").setAttribute("aria-checked", String(flipped));
  }

  function move(by) {
    step = Math.max(0, Math.min(data.correlation.steps.length - 1, step + by));
    draw();
  }

  find("previous").addEventListener("click", function () { move(-1); });
  find("next").addEventListener("click", function () { move(1); });
  find("flip").addEventListener("click", function () { flipped = !flipped; draw(); });
  draw();
})();
