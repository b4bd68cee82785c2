(function () {
  var data = __DATA__;
  var script = document.currentScript;
  var root = script ? script.closest(".cnn-columns") : document.getElementById("__ID__");
  if (!root) { return; }
  root.querySelector(".cnn-static").hidden = true;
  root.insertAdjacentHTML("beforeend", data.live);

  function each(what, act) {
    Array.prototype.forEach.call(root.querySelectorAll("[data-" + what + "]"), act);
  }

  function mark(cell, here) {
    cell.classList.toggle("cnn-here", here);
    var button = cell.querySelector("button");
    if (button) { button.setAttribute("aria-pressed", String(here)); }
  }

  function show(kind, which) {
    var ofColumn = kind === "column";
    each("pixel", function (cell) {
      var pixel = Number(cell.dataset.pixel);
      mark(cell, ofColumn ? data.windows[which].indexOf(pixel) >= 0 : pixel === which);
    });
    each("column", function (cell) {
      mark(cell, ofColumn && Number(cell.dataset.column) === which);
    });
    each("copy", function (cell) {
      mark(cell, Number(ofColumn ? cell.dataset.of : cell.dataset.copy) === which);
    });
    root.querySelector("[data-part='says']").textContent =
      ofColumn ? data.columns[which] : data.pixels[which];
  }

  ["pixel", "column"].forEach(function (kind) {
    each(kind, function (cell) {
      cell.addEventListener("click", function () { show(kind, Number(cell.dataset[kind])); });
    });
  });
  each("copy", function (cell) {
    cell.addEventListener("click", function () { show("pixel", Number(cell.dataset.copy)); });
  });
  show("pixel", 5);
})();
