/// The commented default plan.
public enum PlanTemplate {
  /// The text that `decaph-node plan new` prints; it is a valid plan.
  public static let text = """
    # A plan of decaph: what is trained, and at what price in privacy.
    # The founder gives it to 'decaph-node init'; every hospital approves it before anything trains.
    # Check it with:  decaph-node plan check plan.toml --hospitals 3

    # The format of this file; older programs refuse a newer one.
    format = 1
    # For people; printable ASCII.
    title = "Chest radiographs: COVID, normal, viral pneumonia"

    [data]
    # The classes in the order of the model's outputs; folders are matched without regard to
    # case and separators. Printable ASCII.
    classes = ["COVID", "Normal", "Viral Pneumonia"]

    [data.images]
    # Images become grey squares of this side, in pixels, by area averaging.
    side = 64
    # "folders": each image has the class of its folder. "columns": each has any number of labels,
    # from the columns of a metadata.csv; then the loss is "sigmoid", and there is no census.
    labels = "folders"

    # Changes drawn anew each time an image enters a round. What is drawn stays in the hospital.
    # [data.images.augmentation]
    # shift = 0.05                        # share of the side, each way
    # rotate = 5                          # degrees, each way
    # contrast = 0.1                      # 0.9 to 1.1 times
    # flip = false                        # mirror every second one, left to right

    # For a table instead of images, in place of [data.images]:
    #   [data.table]
    #   label = "disease"                 # the column that holds the class
    #   patient = "patient_id"            # the column that names the patient, if there is one
    #   most_missing = 0.5                # needs [census]: columns that are missing in more than
    #                                     # this share of all hospitals' records are left out
    #   [[data.table.feature]]
    #   column = "chol"                   # or columns = ["A", "B"], alike; or columns_file =
    #                                     # "names.txt", a name a line, and columns_count
    #   low = 100                         # becomes 0; values outside are clipped
    #   high = 600                        # becomes 1
    #   unit = "mg/dl"                    # for people to compare; nothing is converted
    #   missing_indicator = true          # one more input: 1 where the value is missing
    #   missing_values = ["0", "-9"]      # these mean missing too, as an empty cell does
    #   [[data.table.feature]]
    #   column = "sex"
    #   values = ["0", "1"]               # one input each

    [model]
    # "logistic", "mlp" (hidden = [64, 32]), "cnn", "resnet" (filters, blocks, groups; for images of
    # 64 pixels and more), or "layers" with [[model.layer]] tables (kind = "convolution" | "relu" |
    # "max-pool" | "group-norm" | "residual-block" | "global-average-pool" | "dense"; the output
    # layer is added), or "trainer" with a table [trainer]: docs/trainers.md.
    kind = "cnn"
    # Filters of each 3x3 convolution; ReLU and 2x2 max-pooling follow each.
    filters = [8, 16, 32]
    # Group normalisation with so many groups; leave out for none. (Batch normalisation mixes
    # patients and cannot be private.)
    groups = 4
    # Units of a hidden dense layer; 0 for none.
    hidden = 0
    # "softmax": each example has one class. "sigmoid": each output by itself.
    loss = "softmax"
    # What the loss of an example of each class is multiplied by, where some are rare.
    # class_weights = [4.0, 1.0, 1.0]
    # Parameters to start from, a safetensors file beside this one, and layers of it that are not
    # trained. They lie unsealed in the shared directory.
    # start = "base.safetensors"
    # frozen = ["0", "1"]

    # A program of your own that computes the gradients of kind = "trainer".
    # [trainer]
    # command = ["python3", "train.py"]
    # folder = "trainer"                  # beside this file; its hash is part of every approval
    # answer = "per-example"              # the node clips; "trusted-sum": the program does
    # micro_batch = 32
    # time_limit = 3600                   # seconds

    [training]
    # The last round. Training also ends when the budget below would be exceeded.
    rounds = 60
    # Probability with which each record enters a round, 0 to 1. Smaller is more private. A record
    # is what [privacy] unit says: an example, or a patient.
    sampling_rate = 0.1
    # A public estimate of all hospitals' records together.
    nominal_records = 4500
    # Bound on one record's gradient, in L2 norm.
    clip_norm = 1.0
    # Seed of the initial model.
    seed = 7

    [training.optimizer]
    # "sgd" (learning_rate, momentum) or "adam" (learning_rate, beta1, beta2, epsilon).
    kind = "sgd"
    learning_rate = 0.3
    momentum = 0.9

    # How the learning rate changes; leave it out and it stays.
    # [training.schedule]
    # kind = "cosine"                     # or "step" (every, factor), or "constant"
    # floor = 0.1                         # share of the rate that a cosine ends at; 0 if left out
    # warm_up = 5                         # rounds over which the rate rises

    [privacy]
    # Noise in units of clip_norm that is counted on even if the tolerated members collude.
    noise_multiplier = 0.9
    # The budget: no hospital takes part in a round that would exceed it.
    epsilon = 8.0
    # The probability with which the bound may fail; well below 1 / nominal_records.
    delta = 1e-5
    # What every epsilon protects: "example" (an image or row), or "patient": all images or rows of
    # a patient together. Then each hospital has to name the patient of every image, in a
    # metadata.csv beside the class folders, or of every row, in the column data.table.patient.
    unit = "example"

    [noise]
    # The noise is sized for the fewest hospitals that a sum may have. "on": where more are in it,
    # what they add beyond that comes off again. "off": all noise stays.
    layers = "on"

    # Rounds that count, each charged to the same budget. Leave them out for training alone.
    #
    # A first round that counts the records of each class, and for tables adds up the numeric
    # columns and counts what is missing; training then standardises its inputs, and a missing number
    # becomes the mean:
    # [census]
    # noise_multiplier = 8.0              # in units of the norm of one record's counts
    #
    # Rounds that measure the model on records that every hospital holds out: accuracy, balanced
    # accuracy, and for each class AUROC, sensitivity and positive predictive value.
    # [evaluation]
    # every = 20                          # training rounds between two; and after the last
    # held_out = 0.2                      # share of each hospital's records, kept out of training
    # bins = 20                           # of the histograms for AUROC
    # noise_multiplier = 8.0
    #
    # noise = "none" instead of noise_multiplier releases exact counts of all hospitals together. No
    # epsilon covers that; every hospital has to approve it with --accept-no-noise.

    [rounds]
    # Bits of the masked numbers: 32, or 64 for very large samples.
    ring = 32
    # Members that may collude, and members that decide; by default (n-1)/3, at least 1, and
    # (n+c)/2+1. Of three hospitals all are needed, of four three, of five four.
    # colluding = 1
    # quorum = 3
    # After so many further rounds, at least 10, a hospital may remove its own sealed files with
    # 'decaph-node prune'. What is gone nobody can recompute. Left out, all is kept for ever.
    # keep_payloads = 1000

    [rounds.patience]
    # Seconds that a hospital waits by its own clock, also while its program does not run.
    # Until it votes who is in a round in which somebody is absent. Choose it longer than the usual
    # outages; whoever is left out comes back by itself.
    masked = 86400
    # Until the next ballot, where the first had no majority.
    vote = 3600
    # Until the next one acts in place of a silent leader.
    leader = 3600

    [auditors]
    # Who may recompute every sum beside the members: a name, and the key that
    # 'decaph-audit key --out auditor.key' printed.
    # ethics-board = "..."

    """
}
