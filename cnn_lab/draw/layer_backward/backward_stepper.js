(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-stepper") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);
  var step = 0;

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
    var now = data.steps[step];
    function window(row, column) {
      return row >= now.row && row < now.row + 2 && column >= now.column && column < now.column + 2;
    }
    function pixel(row, column) { return row === now.row && column === now.column; }
    fill("dout", data.dout, pixel);
    fill("kernel", data.kernel, nowhere);
    fill("image", data.image, window);
    fill("to-dx", now.toDx, nowhere);
    fill("dx", now.dx, window);
    fill("to-dw", now.toDw, nowhere);
    fill("dw", now.dw, nowhere);
    fill("db", [[now.db]], nowhere);
    find("where").textContent = "Output pixel " + (step + 1) + " of " + data.steps.length;
    find("said").textContent = now.said;
    find("previous").setAttribute("aria-disabled", String(step === 0));
    find("next").setAttribute("aria-disabled", String(step === data.steps.length - 1));
  }

  function move(by) {
    step = Math.max(0, Math.min(data.steps.length - 1, step + by));
    draw();
  }

  find("previous").addEventListener("click", function () { move(-1); });
  find("next").addEventListener("click", function () { move(1); });
  draw();
})();
