### 256 words that are easily said and known over the telephone: no two begin with the same four letters.

words-spoken =
    acorn airport album amber anchor angel answer antler apple apricot
    arrow atlas autumn avenue bacon badge bakery balcony balloon bamboo
    banana banner barrel basket battery beaver bedroom bench bicycle biscuit
    blanket blossom bottle branch bread breeze bridge bronze bucket buffalo
    builder butter cabbage cabin cactus camel candle canoe canvas captain
    caravan carpet carrot castle cement cereal chapel cherry chess chicken
    chimney cinema circle citrus clover cobalt coconut coffee comet compass
    copper coral corner cottage cradle crane cricket crocodile crystal cucumber
    curtain cushion daisy december dentist desert diamond dinner dolphin donkey
    dragon drawer drummer eagle earth easel elbow elephant emerald engine
    envelope evening fabric factory falcon farmer feather fiddle finger flamingo
    flower flute forest fossil fountain freezer friday furnace galaxy garage
    garden garlic gazelle giraffe glacier glove goblet gorilla granite grapes
    gravel guitar hammer harbour harvest hedgehog helmet hermit hockey holiday
    honey horizon hotel iceberg igloo island ivory jacket jaguar january
    jasmine jelly jersey jungle kangaroo kayak kettle kitchen kitten ladder
    lagoon lantern laundry lemon leopard letter library lizard lobster lumber
    magnet mango marble market meadow melon mirror monday morning mosaic
    mushroom mustard napkin needle nickel noodle november nutmeg oatmeal ocean
    october olive onion orange orchard organ ostrich otter oyster paddle
    palace panther paper parsley peacock peanut pebble pelican pencil penguin
    pepper piano picnic pigeon pillow pilot pirate planet plum pocket
    pony poplar potato pottery pumpkin puppet puzzle pyramid quarry rabbit
    radish railway rainbow raven ribbon river robin sailor salad salmon
    sandal saturday saucer school season shadow shelter shovel silver sister
    skater spider spinach sponge spoon squirrel
